"""Reports built on other machines, by Dask: `workbook build 2023 --scheduler tcp://host:8786`.

    head.py      on this machine: connects, checks the workers, hands out reports, takes packets in
    remote.py    on a worker: unpacks the project, builds one report as a local build would, packs it up
    parcel.py    files as one parcel, carried by Dask or laid down in a shared store
    identity.py  what must be the same on both ends for the same bytes to come out

Nothing but publishable figures leaves this machine: no return, record or exact fact is in a parcel, and the report on
data quality, which reads records, is built here.
"""
