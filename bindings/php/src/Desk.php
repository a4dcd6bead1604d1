<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/**
 * Who has which conversation, who gets the next one, by when it is to be answered. A change is made by apply(), and then
 * kept by commit() or taken back by abort(); change() does both. It reads no clock.
 */
final class Desk extends Handle
{
    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_desk_destroy($pointer);
    }

    /**
     * A desk at which nobody is but the people of the policy.
     *
     * @param int $seed of what is chosen at random
     * @param bool $keep each change is kept at once
     * @param bool $journal Effects::journal() has the lines of a journal
     * @param array<string, int> $limits
     */
    public static function open(
        Policy $policy,
        int $seed = 0,
        bool $keep = false,
        bool $journal = false,
        array $limits = []
    ): self {
        $from = $policy->pointer();
        return self::made(
            ['seed' => $seed, 'keep' => $keep, 'journal' => $journal, 'limits' => $limits],
            static fn (CData $options, CData $out, CData $report): int
                => Native::ffi()->usher_desk_open($from, $options, $out, $report)
        );
    }

    /**
     * A desk that goes on where the one of the snapshot was, with its policy and its seed.
     *
     * @param array<string, int> $limits
     */
    public static function restore(
        string $snapshot,
        bool $keep = false,
        bool $journal = false,
        array $limits = []
    ): self {
        return self::made(
            ['keep' => $keep, 'journal' => $journal, 'limits' => $limits],
            static fn (CData $options, CData $out, CData $report): int
                => Native::ffi()->usher_desk_restore(Codec::string($snapshot), $options, $out, $report)
        );
    }

    /** @param array<string, mixed> $options */
    private static function made(array $options, callable $open): self
    {
        Codec::begin();
        $given = FFI::addr(Codec::struct('usher_desk_options', $options));
        $out = Native::ffi()->new('usher_desk *');
        Native::reported(static fn (CData $report): int => $open($given, FFI::addr($out), $report));
        return new self($out);
    }

    /**
     * Applies an event, or several: whole or not at all. An array is an event as usher's JSON has it
     * (docs/schema/event.schema.json); arrays and Event do not go together.
     *
     * @param Event|array<string, mixed>|list<Event>|list<array<string, mixed>> $events
     */
    public function apply(Event|array $events): Effects
    {
        $list = \is_array($events) && \array_is_list($events) ? $events : [$events];
        if ($list !== [] && \array_filter($list, 'is_array') === $list) {
            return $this->applyJson(\implode("\n", \array_map(Json::encode(...), $list)));
        }
        Codec::begin();
        $first = Event::structs($list, 'a desk takes Event, or arrays only');
        $desk = $this->pointer();
        return (new Effects())->fill(static fn (CData $effects, CData $report): int
            => Native::ffi()->usher_desk_apply($desk, $first, \count($list), $effects, $report));
    }

    /** From JSON, one event on each line. */
    public function applyJson(string $lines): Effects
    {
        $desk = $this->pointer();
        Codec::begin();
        $text = Codec::string($lines);
        return (new Effects())->fill(static fn (CData $effects, CData $report): int
            => Native::ffi()->usher_desk_apply_json($desk, $text, $effects, $report));
    }

    /** Lets time pass. */
    public function advance(\DateTimeInterface|int $time, bool $force = false): Effects
    {
        return $this->apply(new Event(EventType::Advance, time: $time, force: $force));
    }

    /**
     * Applies events, calls $store with the effects, and keeps the change; if that throws, the change is taken back.
     *
     * @template T
     *
     * @param Event|array<string, mixed>|list<Event>|list<array<string, mixed>>|string $events a string is lines of JSON
     * @param callable(Effects): T $store
     * @return T
     */
    public function change(Event|array|string $events, callable $store): mixed
    {
        $effects = \is_string($events) ? $this->applyJson($events) : $this->apply($events);
        try {
            $stored = $store($effects);
        } catch (\Throwable $error) {
            $this->abort();
            throw $error;
        }
        $this->commit();
        return $stored;
    }

    /** Keeps the last change; nothing when there is none. */
    public function commit(): void
    {
        Native::check(Native::ffi()->usher_desk_commit($this->pointer()));
    }

    /** Takes it back. */
    public function abort(): void
    {
        Native::check(Native::ffi()->usher_desk_abort($this->pointer()));
    }

    /** Another policy from the desk's time on; to be kept or taken back like any change. */
    public function setPolicy(Policy $policy): Effects
    {
        [$desk, $next] = [$this->pointer(), $policy->pointer()];
        return (new Effects())->fill(static fn (CData $effects, CData $report): int
            => Native::ffi()->usher_desk_set_policy($desk, $next, $effects, $report));
    }

    /** Everything it knows, with its policy, as bytes. Holds data of customers. */
    public function snapshot(): string
    {
        $desk = $this->pointer();
        return Native::document(static fn (CData $out, CData $report): int
            => Native::ffi()->usher_desk_snapshot($desk, $out, $report));
    }

    /** When it wants to be told the time if nothing else happens. */
    public function nextDue(): ?\DateTimeImmutable
    {
        $out = Native::ffi()->new('int64_t');
        Native::check(Native::ffi()->usher_desk_next_due($this->pointer(), FFI::addr($out)));
        return Time::fromMilliseconds($out->cdata);
    }

    /**
     * What it has added up, and what is open now (docs/metrics.md).
     *
     * @param ?Duration $within of service levels
     * @param ?Duration $shortWait of customers who left
     */
    public function metrics(
        Format $format = Format::Openmetrics,
        ?Duration $within = null,
        ?Duration $shortWait = null
    ): string {
        $desk = $this->pointer();
        Codec::begin();
        $fields = ['within' => $within, 'shortWait' => $shortWait];
        $options = FFI::addr(Codec::struct('usher_metrics_options', $fields));
        return Native::document(static fn (CData $out, CData $report): int
            => Native::ffi()->usher_desk_metrics($desk, $options, $format->value, $out, $report));
    }

    /** All departments and people. */
    public function look(): View
    {
        $view = new View();
        Native::check(Native::ffi()->usher_desk_look($this->pointer(), $view->pointer()));
        return $view;
    }

    /** Null when there is none of that name. */
    public function conversation(string $name): ?Conversation
    {
        return $this->named('usher_desk_conversation', $name)?->conversations()[0];
    }

    /** An agent, and the conversations that they have or are offered; null when there is nobody of that name. */
    public function agent(string $name): ?View
    {
        return $this->named('usher_desk_agent', $name);
    }

    /**
     * A conversation, and who may take it or what speaks against them, in what render() says; null when there is none
     * of that name.
     */
    public function candidates(string $conversation): ?View
    {
        return $this->named('usher_desk_candidates', $conversation);
    }

    /** What waits in a department, whose turn comes first; null when there is no such department. */
    public function queue(string $department): ?View
    {
        return $this->named('usher_desk_queue', $department);
    }

    private function named(string $call, string $name): ?View
    {
        $view = new View();
        Codec::begin();
        $status = Native::ffi()->$call($this->pointer(), Codec::string($name), $view->pointer());
        if ($status === Abi::NOT_FOUND) {
            return null;
        }
        Native::check($status);
        return $view;
    }

    /** Conversations with a promise whose time runs, what is due first in front; up to so many, 0: all. */
    public function owed(int $most = 0): View
    {
        return $this->listed(Abi::LIST_OWED, $most);
    }

    /** Consultations that are open, as they came. */
    public function consultations(int $most = 0): View
    {
        return $this->listed(Abi::LIST_CONSULTATIONS, $most);
    }

    private function listed(int $list, int $most): View
    {
        if ($most < 0) {
            throw new \ValueError('a number of conversations is not negative');
        }
        $view = new View();
        Native::check(Native::ffi()->usher_desk_list($this->pointer(), $list, $most, $view->pointer()));
        return $view;
    }
}
