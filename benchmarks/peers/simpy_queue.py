#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""M/M/n with two priorities in SimPy: a process for each customer, a PriorityResource for the agents.

    simpy_queue.py CUSTOMERS AGENTS LOAD SEED    prints events, seconds of the processor, mean wait

Arrivals and departures are counted as events, as the other programs do. Exits with 3 where SimPy is not installed.
"""
import random
import sys
import time

try:
    import simpy
except ImportError:
    sys.exit(3)


def main():
    customers, agents = int(sys.argv[1]), int(sys.argv[2])
    load, seed = float(sys.argv[3]), int(sys.argv[4])
    draw = random.Random(seed)
    env = simpy.Environment()
    people = simpy.PriorityResource(env, capacity=agents)
    waits = []

    def customer(priority):
        came = env.now
        with people.request(priority=priority) as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(draw.expovariate(1))

    def source():
        for _ in range(customers):
            yield env.timeout(draw.expovariate(load * agents))
            env.process(customer(0 if draw.random() < 0.3 else 1))

    env.process(source())
    begin = time.process_time()
    env.run()
    print(2 * customers, time.process_time() - begin, sum(waits) / customers)


main()
