from concurrent.futures import ThreadPoolExecutor

result = ThreadPoolExecutor().submit(lambda: open(SECRET).read()).result()
