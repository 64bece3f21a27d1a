# SPDX-License-Identifier: Apache-2.0

# Runs cases of the Autobahn WebSocket test suite against a server and writes its report.
# Usage: jython fuzzing-client.py AGENT URL FOLDER CASES...

import sys

from autobahntestsuite import wstest

agent, url, folder = sys.argv[1:4]
server = {"agent": agent, "url": url, "options": {"version": 18}}
wstest.start({"mode": "fuzzingclient"},
             {"outdir": folder, "servers": [server], "cases": sys.argv[4:], "exclude-cases": []})
