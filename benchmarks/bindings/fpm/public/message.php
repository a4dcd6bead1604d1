<?php
// SPDX-License-Identifier: BSL-1.0
// A request that opens the policy POLICY and triages one message; answers what each took in microseconds.
declare(strict_types=1);

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
header('Content-Type: application/json');
echo json_encode(['department' => $department, 'load_us' => ($loaded - $begin) / 1000, 'triage_us' => ($decided - $loaded) / 1000]);
