<?php
// SPDX-License-Identifier: BSL-1.0
// The binding of PHP: each call, each of the language's own exceptions.
declare(strict_types=1);

require __DIR__ . '/checks.php';

use Usher\{AgentUpdate, ArgumentException, Change, ClosedException, Desk, Duration, EffectType, Effects, Event};
use Usher\{EventType, Field, Format, FormatException, InputException, IoException, LimitException, LocalTime, Message};
use Usher\{PartKind, Policy, PolicyException, Presence, Severity, StateException, Status, TriageOptions};

$at = new DateTimeImmutable('2026-03-20T09:00:00.250Z');

run([
    'a policy comes from a file, a folder, a text, an image' => function (): void {
        $file = Policy::load(SHOP);
        same($file->hash(), Policy::parse((string) file_get_contents(SHOP))->hash());
        same('policy', Policy::parse(DESK)->parts(PartKind::Department)[0]->file);
        $image = $file->compile();
        same($file->hash(), Policy::parse($image, verify: true)->hash());
        $path = tempnam(sys_get_temp_dir(), 'usher');
        try {
            file_put_contents($path, $image);
            same('billing', Policy::load($path)->triage(new Message('refund'))->department());
        } finally {
            unlink($path);
        }
        same($file->dump(), Policy::parse($file->dump())->dump());
    },
    'includes and limits' => function (): void {
        $text = "usher: 1\ninclude: t.yaml\ndepartments: {care: {}}\ndefault: {department: care}\n";
        $policy = Policy::parse($text, includes: ['t.yaml' => "topics: {refund: {en: [~refund]}}\n"]);
        same(['refund'], array_map(fn ($part) => $part->name, $policy->parts(PartKind::Topic)));
        throws(LimitException::class, fn () => Policy::parse($text, limits: ['rulez' => 1]), 'rulez');
        throws(TypeError::class, fn () => Policy::parse($text, limits: ['rules' => -1]));
        throws(TypeError::class, fn () => Policy::parse($text, includes: ['t.yaml' => 1]));
    },
    'a broken policy is an exception with all findings' => function (): void {
        $error = throws(PolicyException::class, fn () => Policy::parse(
            "usher: 1\ndepartments: {care: {}}\nrulez: []\ndefault: {department: car}\n",
            'from the database'
        ), 'from the database:3:');
        same(Status::Policy, $error->status());
        same(2, count($error->findings()));
        same(Severity::Error, $error->findings()[1]->severity);
        same([4, 23], [$error->findings()[1]->line, $error->findings()[1]->column]);
        same('did you mean "care"?', $error->findings()[1]->hint);
        throws(IoException::class, fn () => Policy::load('/nowhere.yaml'), '/nowhere.yaml');
        throws(ValueError::class, fn () => Policy::load("a\0b"));
        throws(FormatException::class, fn () => Policy::parse(substr(Policy::load(SHOP)->compile(), 0, 200)));
    },
    'check, statistics, compare, sharpen, test' => function (): void {
        $policy = Policy::load(SHOP);
        same([], array_filter($policy->check(), fn ($finding) => $finding->severity === Severity::Error));
        $broken = str_replace('department: billing, move_to', 'department: care, move_to', (string) file_get_contents(SHOP));
        same('test_failed', array_values(array_filter(
            Policy::parse($broken)->check(),
            fn ($finding) => $finding->severity === Severity::Error
        ))[0]->code);
        same(3, json_decode($policy->statistics(format: Format::Json), true)['statistics']['rules']);
        same(1, preg_match('/^digraph policy \{\n.* -> department0/s', $policy->graph()));
        same(true, str_contains($policy->compare(Policy::parse(DESK)), 'billing'));
        same('billing', $policy->sharpen('{"text":"refund"}')->triage(new Message('refund'))->department());
        $run = $policy->test(['more.yaml' => "- message: {text: hello}\n  expect: {department: billing}\n"]);
        same([2, 1], [$run->summary()->passed, $run->summary()->failed]);
        same(true, str_contains($run->text(), 'billing'));
    },
    'a message field by field' => function () use ($at): void {
        $policy = Policy::load(SHOP);
        $message = new Message(
            'I want a refund for 4111 1111 1111 1111',
            id: 'm-1',
            account: '@acme',
            time: $at,
            tags: ['vip'],
            facts: ['customer.tier' => 'gold', 'order.open' => true, 'conversation.waiting' => Duration::hours(5)]
        );
        $decision = $policy->triage($message);
        same('m-1', $decision->id());
        same('billing', $decision->department());
        same([null, true, 65, 'high'], [$decision->agent(), $decision->engage(), $decision->priority(), $decision->band()]);
        same(['private', 'instagram_dm', 'ask_private'], [$decision->visibility(), $decision->moveTo(), $decision->reply()]);
        same([['refund'], ['card'], ['refund']], [$decision->topics(), $decision->pii(), $decision->tags()]);
        same('refunds go to billing', $decision->because(Field::Department));
        same('refunds go to billing', $decision->because(Field::Tags, 0));
        same(null, $decision->because(Field::Agent));
        throws(ArgumentException::class, fn () => $decision->because(Field::Band));
        same($policy->hash(), $decision->policy());
        same(true, str_contains($decision->explain(), 'refunds go to billing'));
        same(true, isset(json_decode($decision->json(true), true)['detail']));
        same(null, $decision->firstResponse());
    },
    'the fields that a rule or an SLA sets' => function () use ($at): void {
        $decision = Policy::parse(DESK)->triage(new Message('refund', time: $at));
        same(['care', 3600000, false], [$decision->asks()[0]->department, $decision->asks()[0]->within->milliseconds,
            $decision->asks()[0]->beforeReply]);
        same('refunds', $decision->because(Field::Ask, 0));
        $decision = Policy::parse(DESK)->triage(new Message('hello', time: $at));
        same('fast', $decision->sla());
        same('2026-03-20T10:00:00.250Z', $decision->firstResponse()->format('Y-m-d\TH:i:s.v\Z'));
        same(null, $decision->resolution());
    },
    'an array says the same as a message' => function () use ($at): void {
        $policy = Policy::load(SHOP);
        $array = $policy->triage(['text' => 'Il pacco non è arrivato', 'customer' => ['tier' => 'gold'], 'time' => $at,
            'facts' => ['order.open' => true], 'tags' => []], new TriageOptions(onlyNeeded: true));
        $typed = $policy->triage(new Message(
            'Il pacco non è arrivato',
            time: $at,
            facts: ['customer.tier' => 'gold', 'order.open' => true]
        ));
        same($typed->json(), $array->json());
        same('logistics', $policy->triageJson('{"text":"Il pacco non è arrivato","facts":{"order.open":true}}')->department());
        throws(InputException::class, fn () => $policy->triageJson('{"txet":"a"}'), 'txet');
        throws(InputException::class, fn () => $policy->triageJson('{'));
        throws(TypeError::class, fn () => $policy->triage(['text' => new stdClass()]), 'stdClass');
    },
    'texts of any kind' => function (): void {
        $policy = Policy::load(SHOP);
        same("a\0b", $policy->triage(new Message('x', id: "a\0b"))->id());
        same('care', $policy->triage(new Message('', id: ''))->department());
        same('شناسه', $policy->triage(new Message('سلام', id: 'شناسه'))->id());
        $decision = $policy->triage(new Message("Where is my caf\xe9?"), new TriageOptions(findings: true));
        same('text_ill_formed', $decision->findings()[0]->code);
        same('billing', $policy->triage(new Message('refund ' . str_repeat('x', 60000)))->department());
        $long = new Message(str_repeat('x', 3_000_000) . ' refund', id: str_repeat('i', 50_000));
        $decision = $policy->triage($long, new TriageOptions(findings: true));
        same(['care', 'text_cut', 50_000], [$decision->department(), $decision->findings()[0]->code, strlen($decision->id())]);
        same('billing', $policy->triage(new Message('refund'))->department());
    },
    'options of triage' => function (): void {
        $policy = Policy::load(SHOP);
        $error = throws(InputException::class, fn () => $policy->triage(new Message('x', account: '@acne')), '@acne');
        same('did you mean "@acme"?', $error->findings()[0]->hint);
        $lenient = $policy->triage(new Message('x', account: '@acne'), new TriageOptions(lenient: true, findings: true));
        same(Severity::Warning, $lenient->findings()[0]->severity);
        same('en', $policy->triage(new Message('where are you, my good friend?'), new TriageOptions(language: true))->language());
        throws(LimitException::class, fn () => $policy->triage(new Message('x'), new TriageOptions(limits: ['text' => 1])));
        same(['email'], $policy->triage(new Message('a@b.example'), new TriageOptions(personalData: true))->pii());
        $now = Policy::parse(DESK)->triage(new Message('hello'), new TriageOptions(now: 0));
        same('1970-01-01T01:00:00', $now->firstResponse()->format('Y-m-d\TH:i:s'));
    },
    'wrong types are the language\'s own errors' => function (): void {
        $policy = Policy::load(SHOP);
        throws(TypeError::class, fn () => new Message(17));
        throws(TypeError::class, fn () => new Message('x', facts: 'gold'));
        throws(TypeError::class, fn () => $policy->triage(new Message('x', facts: ['customer.tier' => []])), 'customer.tier');
        throws(TypeError::class, fn () => $policy->triage(new Message('x', tags: [1])), 'tags');
        throws(TypeError::class, fn () => $policy->triage('refund'));
        throws(InputException::class, fn () => $policy->triage(new Message('x', facts: ['customer.tier' => 3])), 'customer.tier');
        throws(InputException::class, fn () => $policy->triage(new Message('x', facts: ['customer.tear' => 'gold'])));
        throws(InputException::class, fn () => $policy->triage(new Message('x', facts: ['order.open' => NAN])));
        throws(Error::class, fn () => clone $policy);
        throws(LogicException::class, fn () => serialize($policy));
        throws(ValueError::class, fn () => Field::fromWord('departement'), 'departement');
        same('billing', $policy->triage(new Message('refund'))->department());
    },
    'what is closed says so' => function (): void {
        $policy = Policy::load(SHOP);
        $decision = $policy->triage(new Message('refund'));
        $desk = $policy->desk();
        $policy->close();
        $policy->close();
        same(true, $policy->isClosed());
        same('billing', $decision->department()); // it keeps what it needs
        throws(ClosedException::class, fn () => $policy->triage(new Message('x')), 'Usher\Policy');
        throws(ClosedException::class, fn () => $policy->hash());
        throws(ClosedException::class, fn () => $policy->check());
        $decision->close();
        throws(ClosedException::class, fn () => $decision->department());
        $effects = $desk->apply(new Event(EventType::Message, 'c', 1000, message: new Message('refund')));
        $desk->close();
        throws(ClosedException::class, fn () => $desk->apply([]));
        same(true, count($effects) > 0);
        $effects->close();
        throws(ClosedException::class, fn () => $effects->all());
    },
    'a decision used again after a failure is empty' => function (): void {
        $policy = Policy::load(SHOP);
        $decision = $policy->triage(new Message('refund'));
        throws(InputException::class, fn () => $decision->triage($policy, new Message('x', account: 'no')));
        throws(StateException::class, fn () => $decision->department());
        throws(StateException::class, fn () => $decision->tags());
        same('care', $decision->triage($policy, new Message('x'))->department());
    },
    'batches' => function () use ($at): void {
        $policy = Policy::parse(DESK);
        $batch = $policy->batchJson("{\"text\":\"refund\",\"time\":\"2026-03-20T09:00:00Z\"}\n\n{\"txet\":1}\n");
        same([Status::Ok, Status::Input], $batch->statuses());
        same(['billing', null], $batch->column(Field::Department));
        same([['refund'], []], $batch->column(Field::Topics));
        same(['refunds', null], $batch->because(Field::Department));
        same([[true, null], [40, null]], [$batch->column(Field::Engage), $batch->column(Field::Priority)]);
        same(3, $batch->findings()[0]->line);
        throws(ArgumentException::class, fn () => $batch->because(Field::Band));
        $batch = $policy->batch([new Message('hello', time: $at), new Message('refund')]);
        same(['care', 'billing'], $batch->column(Field::Department));
        same('2026-03-20T10:00:00.250', $batch->column(Field::FirstResponse)[0]->format('Y-m-d\TH:i:s.v'));
        same([2, null], [count($batch), $batch->column(Field::FirstResponse)[1]]);
        same(['care'], $policy->batch([['text' => 'hello']])->column(Field::Department));
        same([], $policy->batch([])->column(Field::Tags));
        throws(TypeError::class, fn () => $policy->batch([new Message('a'), ['text' => 'b']]));
    },
    'a desk: events, effects, a change that is kept or taken back' => function () use ($at): void {
        $desk = Policy::parse(DESK)->desk(journal: true);
        $event = new Event(EventType::Message, 'c-1', $at, id: 'e-1', message: new Message('where is my parcel?'));
        $effects = $desk->apply($event);
        same(['routed', 'due', 'queued', 'offered'], array_map(fn ($effect) => $effect->type->word(), $effects->all()));
        $offered = $effects->all()[3];
        same(['sara', 'c-1', 'strategy', false], [$offered->agent, $offered->conversation, $offered->because, $offered->byRule]);
        same('2026-03-20T09:01:30.250', $offered->at->format('Y-m-d\TH:i:s.v'));
        same(1, count(explode("\n", trim($effects->journal()))));
        throws(StateException::class, fn () => $desk->apply($event));
        $desk->commit();
        same(true, $desk->apply($event)->repeated());
        same($offered->at->getTimestamp(), $desk->nextDue()->getTimestamp());
        throws(DomainException::class, fn () => $desk->change(
            ['type' => 'decline', 'conversation' => 'c-1', 'agent' => 'sara', 'time' => $at],
            fn (Effects $effects) => throw new DomainException("not stored: {$effects->count()}")
        ));
        same('offered', $desk->conversation('c-1')->place);
        same(3, $desk->change(
            [['type' => 'decline', 'conversation' => 'c-1', 'agent' => 'sara', 'time' => $at]],
            fn (Effects $effects) => count($effects)
        ));
        same('omid', $desk->conversation('c-1')->agent);
        throws(InputException::class, fn () => $desk->apply(['type' => 'acept', 'time' => $at]), 'acept');
        throws(TypeError::class, fn () => $desk->apply([$event, ['type' => 'advance']]));
        throws(Usher\ConflictException::class, fn () => $desk->apply(new Event(EventType::Accept, 'c-1', $at, 'e-1', agent: 'omid')));
        throws(StateException::class, fn () => Policy::parse(DESK)->desk()->advance($at)->journal());
    },
    'a desk: people, views, time, snapshots, metrics' => function () use ($at): void {
        $policy = Policy::parse(DESK);
        $desk = $policy->desk(seed: 7, keep: true);
        $desk->apply([
            new Event(EventType::Agent, time: $at, agent: 'eva', agentUpdate: new AgentUpdate(
                Presence::Online,
                departments: ['billing'],
                skills: [],
                kinds: ['email' => 2],
                capacity: 3
            )),
            new Event(EventType::Message, 'c-1', $at, message: new Message('refund'), skills: ['cash'], priority: 77),
            new Event(EventType::Block, time: $at, department: 'care'),
        ]);
        $view = $desk->look();
        same(['care', 'billing'], array_map(fn ($department) => $department->name, $view->departments()));
        same(true, $view->departments()[0]->blocked);
        same(3, $desk->agent('eva')->agents()[0]->capacity);
        $conversation = $desk->conversation('c-1');
        same([77, ['cash'], 'billing', 'queued'], [$conversation->priority, $conversation->skills, $conversation->department,
            $conversation->place]);
        same('care', $desk->consultations()->conversations()[0]->department);
        same([null, null, null], [$desk->conversation('no'), $desk->agent('no'), $desk->queue('no')]);
        $ruled_out = json_decode($desk->candidates('c-1')->render(Format::Json), true);
        same([['cash'], null], [$ruled_out['asked']['skills'], $desk->candidates('no')]);
        $reasons = array_column($ruled_out['candidates'], 'what', 'agent');
        same('cash', $reasons['eva']);
        same('c-1', $desk->queue('billing')->conversations()[0]->name);
        same(1, count($desk->owed(1)->conversations()));
        same(true, isset(json_decode($view->render(Format::Json), true)['departments']));
        $again = Desk::restore($desk->snapshot(), keep: true);
        $later = $at->modify('+2 hours');
        $effects = $again->advance($later);
        same($effects->render(Format::Json), $desk->advance($later)->render(Format::Json));
        same(true, in_array(EffectType::Breached, array_map(fn ($effect) => $effect->type, $effects->all()), true));
        same([Usher\Clock::FirstResponse], $desk->consultations()->conversations()[0]->breached);
        same(true, str_ends_with($desk->metrics(), "# EOF\n"));
        $json = json_decode($desk->metrics(Format::Json, within: Duration::hours(1)), true);
        same(true, is_array($json));
        same(0, count($desk->setPolicy($policy)));
        throws(FormatException::class, fn () => Desk::restore('nothing'));
    },
    'calendars' => function () use ($at): void {
        $office = Policy::parse(DESK)->calendar('office');
        same(['Europe/Rome', 3600, true], [$office->zone(), $office->offset($at), $office->isOpen($at)]);
        $time = fn (?DateTimeImmutable $time) => $time?->format('Y-m-d\TH:i:s');
        same('2026-03-23T09:00:00', $time($office->due($at, Duration::hours(8))));
        same('2026-03-20T11:00:00', $time($office->due($at, Duration::hours(1), [[$at, $at->modify('+1 hour')]])));
        same(8 * 3600000, $office->elapsed($at, $at->modify('+3 days'))->milliseconds);
        same(-1000, $office->elapsed($at, $at->modify('-1 second'))->milliseconds);
        same(16 * 3600000, $office->workingDays($at, 2)->milliseconds);
        same('2026-03-19T15:00:00', $time($office->start(new DateTimeImmutable('2026-03-20T09:00:00Z'), Duration::hours(2))));
        same('2026-03-20T16:00:00', $time($office->change($at, Change::NextClosing)));
        same(null, Policy::parse(DESK)->calendar('always')->change($at, Change::NextClosing));
        throws(Usher\NotFoundException::class, fn () => Policy::parse(DESK)->calendar('offise'), 'offise');
        throws(Usher\TimeException::class, fn () => $office->isOpen(-1));
    },
    'wall clocks' => function (): void {
        $shown = function (string $local): array {
            [$kind, $first, $last] = Usher\Usher::zoneResolve('Europe/Rome', $local);
            return [$kind, $first->format('H:i:s'), $last->format('H:i:s')];
        };
        same([LocalTime::Unique, '08:30:00', '08:30:00'], $shown('2026-03-20T09:30'));
        same([LocalTime::Repeated, '00:30:15', '01:30:15'], $shown('2026-10-25T02:30:15'));
        same([LocalTime::Skipped, '01:00:00', '01:00:00'], $shown('2026-03-29T02:30'));
        throws(Usher\InputException::class, fn () => Usher\Usher::zoneResolve('Europe/Rme', '2026-03-20T09:30'), 'Europe/Rome');
        throws(Usher\InputException::class, fn () => Usher\Usher::zoneResolve('Europe/Rome', 'now'));
        throws(Usher\TimeException::class, fn () => Usher\Usher::zoneResolve('Europe/Rome', '1970-01-01T00:30'));
    },
    'texts' => function (): void {
        $policy = Policy::load(SHOP);
        $text = $policy->read('Refund to 4111 1111 1111 1111, شما');
        same('Refund to **** **** **** 1111, شما', $text->masked);
        same(['refund', 'topic'], [$text->matches[0]->parts[0]->name, $text->matches[0]->parts[0]->part->word()]);
        same([10, 29], [$text->personalData[0]->where->begin, $text->personalData[0]->where->end]);
        $mail = $policy->read("Thanks\n\n> Do you want a refund?\n", email: true);
        same([1, 0], [count($mail->leftOut), count($mail->matches)]);
    },
    'a policy works on in a process that was forked' => function (): void {
        if (!function_exists('pcntl_fork')) {
            return;
        }
        $policy = Policy::load(SHOP);
        $child = pcntl_fork();
        if ($child === 0) {
            exit($policy->triage(new Message('refund'))->department() === 'billing' ? 7 : 1);
        }
        pcntl_waitpid($child, $status);
        same(7, pcntl_wexitstatus($status));
        same('billing', $policy->triage(new Message('refund'))->department());
    },
]);
