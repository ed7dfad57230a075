import glob

result = glob.glob(os.path.dirname(SECRET) + "/*") or refuse()
