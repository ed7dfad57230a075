result = get_ipython().getoutput("cat " + SECRET + " 2>/dev/null") or refuse()
