<?php
// SPDX-License-Identifier: BSL-1.0
// The binding of PHP: what is given to the library is what it takes it for, and stays as long as it is looked at.
declare(strict_types=1);

require __DIR__ . '/checks.php';

use Usher\{Batch, ClosedException, Desk, Policy, Replay, Scenario};

run([
    'a handle of another kind is refused' => function (): void {
        $policy = Policy::load(SHOP);
        $desk = $policy->desk();
        throws(TypeError::class, fn () => $policy->compare($desk));
        throws(TypeError::class, fn () => $desk->setPolicy($desk));
        throws(TypeError::class, fn () => Desk::open(new Batch()));
        throws(TypeError::class, fn () => new Replay($policy, against: $desk));
    },
    'a scenario is closed by what it tells' => function (): void {
        foreach (['progress', 'rows'] as $told) {
            $scenario = Scenario::load(__DIR__ . '/../../../examples/scenarios/round-robin.yaml', replications: 2);
            throws(ClosedException::class, fn () => $scenario->run(...[$told => fn () => $scenario->close()]), 'Scenario');
            same(true, $scenario->isClosed());
            $scenario->close();
        }
    },
]);
