<?php
// SPDX-License-Identifier: BSL-1.0
// The binding of PHP: values of any kind, which a message as an array takes as one field by field does.
declare(strict_types=1);

require __DIR__ . '/checks.php';

use Usher\{AgentUpdate, Duration, Event, EventType, InputException, IoException, Message, Policy, Staffing, StateException};

$policy = Policy::parse(<<<'YAML'
usher: 1
facts: {order.total: number, order.due: number}
sla: {fast: {first_response: 1h}}
departments: {care: {sla: fast}, billing: {}}
topics: {refund: {en: [~refund]}}
priority: {start: 40, add: [{when: {order.total: {at_least: 10}}, points: 5}]}
rules:
  - {name: refunds, when: {topic: refund}, then: {department: billing}}
default: {department: care}
YAML);

run([
    'bytes that are no UTF-8' => function () use ($policy): void {
        same('billing', $policy->triage(['text' => "a refund \xff"])->department());
        same('billing', $policy->triage(new Message("a refund \xff"))->department());
    },
    'an array that contains itself' => function () use ($policy): void {
        $desk = $policy->desk(keep: true);
        $facts = ['order.total' => 1];
        $facts['order.due'] = &$facts;
        throws(ValueError::class, fn () => $policy->triage(['text' => 'x', 'facts' => $facts]), 'contains itself');
        $event = ['type' => 'message', 'conversation' => 'c-1'];
        $event['message'] = &$event;
        throws(ValueError::class, fn () => $desk->apply($event), 'contains itself');
        $shared = ['order.total' => 10]; // twice is no circle
        $twice = ['type' => 'fact', 'conversation' => 'c-1'];
        $twice['facts'] = &$shared;
        $more = $twice;
        $desk->apply(['type' => 'message', 'conversation' => 'c-1', 'time' => 1773997200000, 'message' => ['text' => 'x']]);
        $desk->apply([$twice, $more]);
    },
    'what an array refers to stays as it is' => function () use ($policy): void {
        $time = 1773997200000;
        $message = ['text' => 'hello', 'time' => &$time];
        $event = ['type' => 'message', 'conversation' => 'c-1', 'time' => &$time, 'message' => &$message];
        $policy->desk()->apply($event);
        same(1773997200000, $time);
        same(1773997200000, $message['time']);
    },
    'times in an array' => function () use ($policy): void {
        $time = 1773997200000;
        $due = $policy->triage(['text' => 'hello', 'time' => new DateTimeImmutable('2026-03-20T09:00:00Z')]);
        same($due->firstResponse()->format('c'), $policy->triage(['text' => 'hello', 'time' => $time])->firstResponse()->format('c'));
        $desk = $policy->desk(keep: true);
        $desk->apply(['type' => 'message', 'conversation' => 'c-1', 'time' => $time, 'due' => $time + 60000,
            'message' => ['time' => $time, 'text' => 'hello']]);
        same('09:01', $desk->conversation('c-1')->firstResponse->format('H:i'));
        same(45, $policy->triage(['text' => 'x', 'facts' => ['order.total' => 10, 'order.due' => $time]])->priority()); // a fact is none
        throws(InputException::class, fn () => $policy->triage(['text' => 'x', 'time' => -5]));
    },
    'whole numbers that do not fit' => function () use ($policy): void {
        $desk = $policy->desk(keep: true);
        $agent = fn (AgentUpdate $update) => $desk->apply(
            new Event(EventType::Agent, agent: 'sara', time: 0, agentUpdate: $update)
        );
        $high = 2 ** 32 + 3;
        throws(ValueError::class, fn () => $agent(new AgentUpdate(capacity: $high)), 'capacity');
        throws(ValueError::class, fn () => $agent(new AgentUpdate(capacity: -1)), 'capacity');
        throws(ValueError::class, fn () => $agent(new AgentUpdate(kinds: ['email' => $high])));
        throws(ValueError::class, fn () => $desk->apply(
            new Event(EventType::Message, conversation: 'c', message: new Message('x'), priority: $high)
        ), 'priority');
        throws(ValueError::class, fn () => $policy->calendar('always')->workingDays(0, $high));
        throws(ValueError::class, fn () => Staffing::erlangB($high, 1.0));
        $agent(new AgentUpdate(capacity: 3));
        same(3, $desk->agent('sara')->agents()[0]->capacity);
    },
    'lengths of time' => function (): void {
        $counts = [PHP_INT_MAX, -PHP_INT_MAX, NAN, INF, -INF, 2e11, -2e11, 1e300];
        foreach ($counts as $count) {
            throws(ValueError::class, fn () => Duration::days($count), 'a duration is');
        }
        throws(ValueError::class, fn () => Duration::hours(NAN), 'a duration is');
        throws(ValueError::class, fn () => Duration::minutes(PHP_INT_MAX), 'a duration is');
        throws(ValueError::class, fn () => Duration::seconds(9.3e15), 'a duration is');
        same(PHP_INT_MAX - PHP_INT_MAX % 1000, Duration::seconds(intdiv(PHP_INT_MAX, 1000))->milliseconds);
        same(90000, Duration::minutes(1.5)->milliseconds);
        same(-86400000, Duration::days(-1)->milliseconds);
    },
    'within, in an array' => function () use ($policy): void {
        $lengths = [[Duration::minutes(90), '1h30m'], [Duration::days(2), '48h'], [Duration::seconds(90), '1m30s']];
        foreach ($lengths as [$length, $text]) {
            $journals = [];
            foreach ([$length, $text] as $within) {
                $desk = $policy->desk(keep: true, journal: true);
                $desk->apply(['type' => 'message', 'conversation' => 'c-1', 'time' => 60000]);
                $journals[] = $desk->apply(['type' => 'ask', 'conversation' => 'c-1', 'department' => 'billing',
                    'time' => 60000, 'within' => $within])->journal();
            }
            same($journals[0], $journals[1]);
        }
        same('1.5s', Duration::milliseconds(1500)->text());
        same('1m0.001s', Duration::milliseconds(60001)->text());
        same('0s', Duration::milliseconds(0)->text());
    },
    'what an error says' => function () use ($policy): void {
        $desk = $policy->desk();
        $desk->advance(0);
        throws(StateException::class, fn () => $desk->advance(1), 'state: not now: a change waits');
        throws(
            InputException::class,
            fn () => $policy->triage(['facts' => ['order.totla' => 1]]),
            '(facts.order.totla) (did you mean'
        );
        throws(
            IoException::class,
            fn () => Policy::load('/nowhere/policy.yaml'),
            'io: /nowhere/policy.yaml: there is no such file (name'
        );
    },
]);
