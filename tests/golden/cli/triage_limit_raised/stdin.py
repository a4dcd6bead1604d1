# SPDX-License-Identifier: BSL-1.0
import json

print(json.dumps({"id": "long", "text": "refund " * 400000}))
