from multiprocessing import get_context

here, there = get_context("fork").Pipe()


def tell():
    there.send(open(SECRET).read())


process = get_context("fork").Process(target=tell)
process.start()
process.join()
result = here.recv() if here.poll(1) else refuse()
