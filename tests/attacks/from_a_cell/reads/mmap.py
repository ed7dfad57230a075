import mmap

with open(SECRET) as f:
    result = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)[:]
