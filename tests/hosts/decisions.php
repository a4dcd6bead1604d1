<?php
// SPDX-License-Identifier: BSL-1.0
// Decides about each case of a file, and prints what its own typed accessors say: decisions.php CASES
declare(strict_types=1);

require __DIR__ . '/../../bindings/php/autoload.php';

use Usher\Ask;
use Usher\Decision;
use Usher\Field;
use Usher\Policy;

const ONE = ['department', 'agent', 'engage', 'priority', 'sla', 'stage', 'visibility', 'reply'];

function told(?DateTimeImmutable $time): ?string
{
    return $time?->format('Y-m-d\TH:i:s.v\Z');
}

/** @return array<string, mixed> */
function reasons(Decision $decision): array
{
    $made = [];
    foreach (ONE as $field) {
        $rule = $decision->because(Field::fromWord($field));
        if ($rule !== null) {
            $made[$field] = $rule;
        }
    }
    $departments = array_map(fn (Ask $ask): ?string => $ask->department, $decision->asks());
    $several = ['skills' => $decision->skills(), 'tags' => $decision->tags(), 'notify' => $decision->notify(),
        'ask' => $departments];
    foreach ($several as $field => $items) {
        foreach ($items as $index => $item) {
            $made[$field][$item] = $decision->because(Field::fromWord($field), $index);
        }
    }
    return $made;
}

/** @return array<string, mixed> */
function all(Decision $decision): array
{
    return [
        'id' => $decision->id(), 'department' => $decision->department(), 'agent' => $decision->agent(),
        'engage' => $decision->engage(), 'priority' => $decision->priority(), 'band' => $decision->band(),
        'language' => $decision->language(), 'topics' => $decision->topics(), 'intent' => $decision->intent(),
        'stage' => $decision->stage(), 'sentiment' => $decision->sentiment(), 'pii' => $decision->pii(),
        'skills' => $decision->skills(), 'tags' => $decision->tags(), 'visibility' => $decision->visibility(),
        'move_to' => $decision->moveTo(),
        'sla' => [
            'first_response' => told($decision->firstResponse()),
            'next_response' => told($decision->nextResponse()),
            'resolution' => told($decision->resolution()),
        ],
        'reply' => $decision->reply(), 'playbook' => null, 'voice' => null,
        'ask' => array_map(fn (Ask $ask): array => ['department' => $ask->department,
            'within_ms' => $ask->within?->milliseconds, 'before_reply' => $ask->beforeReply], $decision->asks()),
        'notify' => $decision->notify(), 'surge' => null, 'because' => (object) reasons($decision),
        'policy' => $decision->policy(),
    ];
}

$policies = [];
foreach (file($argv[1], FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) as $line) {
    $case = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
    $policy = $policies[$case['policy']] ??= Policy::load($case['policy']);
    echo json_encode(
        ['id' => $case['id'], 'decision' => all($policy->triage($case['message']))],
        JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION
    ), "\n";
}
