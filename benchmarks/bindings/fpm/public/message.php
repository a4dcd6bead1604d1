<?php
// SPDX-License-Identifier: BSL-1.0
// A request that opens a policy and triages one message; answers what each took in microseconds, by the clock and of the
// processor.
declare(strict_types=1);

function used(): int
{
    $used = getrusage();
    return ($used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec']) * 1_000_000 + $used['ru_utime.tv_usec']
        + $used['ru_stime.tv_usec'];
}

$before = used();
$begin = hrtime(true);
$policy = Usher\Policy::load((string) getenv('SHOP_POLICY'));
$loaded = hrtime(true);
$message = new Usher\Message(
    'Where is my order? It should have come on Friday, please call me back today.',
    channel: 'instagram',
    facts: ['customer.tier' => 'gold', 'author.followers' => 900]
);
$decision = $policy->triage($message);
$department = $decision->department();
$decided = hrtime(true);
$after = used();
header('Content-Type: application/json');
echo json_encode(['department' => $department, 'load_us' => ($loaded - $begin) / 1000,
    'triage_us' => ($decided - $loaded) / 1000, 'processor_us' => $after - $before]);
