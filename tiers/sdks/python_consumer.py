"""A Python program with a fixed https address: it checks credentials as the installer does, with `requests`."""

import requests

URL = "https://api.tracebloc.io/api-token-auth/"
CLIENT_ID = "11111111-1111-4111-8111-111111111111"

valid = requests.post(URL, data={"username": CLIENT_ID, "password": "dummy-edge-password"}, timeout=60)
assert valid.status_code == 200, valid.text
wrong = requests.post(URL, data={"username": CLIENT_ID, "password": "dummy-wrong-password"}, timeout=60)
assert wrong.status_code == 400, wrong.text
