from helpers.metrics.facts import compute_facts

facts = compute_facts(project, 2023, "63")
number = int(
    facts.loc[(facts["indicator"] == "victims_reintegrated") & (facts["place"] == "lang-son"), "value"].max()
)
