"""Pact's verifier as a Python provider uses it: one run as the JSON on stdin says; prints who was verified, and how."""
import json
import sys

from pact import Verifier

asked = json.load(sys.stdin)
verifier = Verifier("Api", host="127.0.0.1").add_transport(url=asked["provider"]).state_handler({"a user": lambda: None}, teardown=False)
verifier.set_error_on_empty_pact(enabled=False)
verifier.set_publish_options(asked["version"], branch=asked["branch"])
source = verifier.broker_source(asked["broker"], selector=True, use_env=False).provider_branch(asked["branch"])
for selector in asked["selectors"]:
    source = source.consumer_version(**selector)
if asked.get("pending"):
    source = source.include_pending()
if asked.get("wipSince"):
    source = source.include_wip_since(asked["wipSince"])
verifier = source.build()
try:
    verifier.verify()
    passed = True
except RuntimeError:
    passed = False
found = [[one["consumer"], one["result"], one["pending"]] for one in (verifier.results or {}).get("interactionResults", [])]
print("RESULT " + json.dumps({"passed": passed, "found": sorted(found)}))
