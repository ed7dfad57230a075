import json

noted = Path(os.environ["WORKBOOK_READS"])
noted.write_text(json.dumps({"files": [f"params/{number}.yml"]}))
