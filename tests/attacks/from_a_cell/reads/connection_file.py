import glob, os, tempfile
from ipykernel.kernelapp import IPKernelApp

result = open(IPKernelApp.instance().abs_connection_file).read()
