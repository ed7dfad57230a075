shown = report.say(en="Supported: {n}.", vi="Hỗ trợ: {n}.", n=number)
