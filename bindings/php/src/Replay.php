<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** Recorded events through a real desk, under one policy or under two side by side (docs/replay.md). */
final class Replay extends Handle
{
    /**
     * @param ?string $zone an IANA name: whose clock the hours of the day go by; null: UTC
     * @param array<string, int> $limits
     */
    public function __construct(
        Policy $policy,
        ?Policy $against = null,
        int $seed = 0,
        ?string $zone = null,
        int $mostNamed = 0,
        array $limits = []
    ) {
        [$from, $other] = [$policy->pointer(), $against?->pointer()];
        Codec::begin();
        $options = FFI::addr(Codec::struct('usher_replay_options', [
            'seed' => $seed, 'zone' => $zone, 'mostNamed' => $mostNamed, 'limits' => $limits,
        ]));
        $out = Native::ffi()->new('usher_replay *');
        Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_replay_create($from, $other, $options, FFI::addr($out), $report));
        parent::__construct($out);
    }

    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_replay_destroy($pointer);
    }

    /**
     * Events or lines of a journal, whole lines, in any number of calls. Lines that are no events are left out, and are
     * findings. StateException when it is finished or rows were added.
     *
     * @return list<Finding>
     */
    public function addJson(string $lines, string $file = 'events'): array
    {
        $replay = $this->pointer();
        Codec::begin();
        [$name, $text] = [Codec::string($file), Codec::string($lines)];
        return Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_replay_add_json($replay, $name, $text, $report));
    }

    /**
     * Events; those that follow one another in a call with one time are one instant. InputException for one that is wrong
     * in itself: then none of the call is taken. StateException as above.
     *
     * @param Event|list<Event> $events
     * @return list<Finding>
     */
    public function add(Event|array $events): array
    {
        $list = \is_array($events) ? $events : [$events];
        $replay = $this->pointer();
        Codec::begin();
        $first = Event::structs($list, 'a replay takes Event; addJson takes lines');
        return Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_replay_add($replay, $first, \count($list), $report));
    }

    /**
     * Rows of a table, each a conversation, in any order; in pieces of any size. The mapping and the name are those of the
     * first piece. Rows that make no sense are left out, and are findings with their lines. InputException when the first
     * row has not the columns of the mapping, StateException behind the last piece, when it is finished or events were
     * added.
     *
     * @param string $file what findings call it
     * @param bool $last false while more pieces follow
     * @return list<Finding>
     */
    public function addRows(Mapping $mapping, string $rows, string $file = 'rows', bool $last = true): array
    {
        [$replay, $form] = [$this->pointer(), $mapping->pointer()];
        Codec::begin();
        [$name, $bytes] = [Codec::string($file), Codec::string($rows)];
        return Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_replay_add_rows($replay, $form, $name, $bytes, $last ? 1 : 0, $report));
    }

    /**
     * Plays a part of the rows behind the last piece, so that the caller can tell how far it is, and says how many of their
     * events are left; finish() plays what is left. StateException before the last piece and when it is finished.
     */
    public function play(): int
    {
        $replay = $this->pointer();
        $left = Native::ffi()->new('uint64_t');
        Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_replay_play($replay, FFI::addr($left), $report));
        return $left->cdata;
    }

    /** All is there: makes the result. StateException when it is finished or the last piece of rows is missing. */
    public function finish(): ReplaySummary
    {
        $replay = $this->pointer();
        Native::reported(static fn (CData $report): int => Native::ffi()->usher_replay_finish($replay, $report));
        return $this->result() ?? throw UsherException::of(Abi::STATE, []);
    }

    /** The figures that matter most; null before it is finished. */
    public function result(): ?ReplaySummary
    {
        $found = Native::ffi()->usher_replay_result($this->pointer());
        return $found === null ? null : Codec::read('usher_replay_summary', $found, ReplaySummary::class);
    }

    /** The whole result, for people or as JSON (docs/schema/replay.schema.json). */
    public function render(Format $format = Format::Text): string
    {
        $replay = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_replay_render($replay, $format->value, $out));
    }
}
