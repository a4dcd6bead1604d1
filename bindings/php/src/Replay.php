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
     * findings.
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

    /** All is there: makes the result. */
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
