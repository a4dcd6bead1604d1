# SPDX-License-Identifier: BSL-1.0
# A line of 200 MB between two ordinary ones, then one at the limit of 1 MiB and one a byte past it.
import sys

print('{"id":"before","text":"hello"}')
for _ in range(200):
    sys.stdout.write("x" * 1000000)
print()
for size in (1 << 20, (1 << 20) + 1):
    front = '{"id":"' + str(size) + '","text":"'
    print(front + "x" * (size - len(front) - 2) + '"}')
print('{"id":"after","text":"hello"}')
