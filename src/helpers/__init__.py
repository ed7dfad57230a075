"""Border Guard reporting workbook: provincial returns in, donor reports out.

The package's folders are the flow of data, in alphabetical order; a stage imports only those before it:

    inputs/    files -> checked values: params, provinces, returns, records, published figures, projects
    metrics/   records -> exact facts: indicator catalogue, computation, targets against actuals
    privacy/   facts -> Release: what may be published, and the status of what may not
    report/    Release -> exhibits: charts, tables, sentences, in English and Vietnamese
    run/       execution and publishing: Papermill, rendering, packets, portal

Beside them: cli.py (the `workbook` command), errors.py (what can go wrong, and its exit code), paths.py.
"""
