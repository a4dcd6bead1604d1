<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** How many people for which target (docs/staffing.md). No policy is needed. */
final class Staffing
{
    /**
     * @param list<StaffFigures> $rows by the number of agents: two below the chosen one and three above
     */
    private function __construct(
        public readonly StaffFigures $chosen,
        public readonly array $rows,
        private readonly string $text,
        private readonly string $json,
    ) {
    }

    /**
     * With $agents 0 the fewest agents that meet the target, else what so many give.
     *
     * @param float $perHour arrivals
     * @param Duration $handle the mean time that somebody works on one
     * @param ?Duration $patience after which a customer gives up, in the mean; null: nobody does
     * @param int $mostWaiting who finds so many waiting is refused; 0: no bound
     * @param float $share of all that arrive, those whom an agent has within $within
     * @param ?Duration $meanWait at most
     * @param float $maxOccupancy of the agents' time
     * @param float $shrinkage of paid time, in which nobody is at work
     */
    public static function plan(
        float $perHour,
        Duration $handle,
        ?Duration $patience = null,
        int $mostWaiting = 0,
        float $share = 0.0,
        ?Duration $within = null,
        ?Duration $meanWait = null,
        float $maxOccupancy = 0.0,
        float $shrinkage = 0.0,
        int $agents = 0
    ): self {
        Codec::whole('agents', $agents, 'uint32_t');
        $ffi = Native::ffi();
        Codec::begin();
        $demand = FFI::addr(Codec::struct('usher_staff_demand', [
            'perHour' => $perHour, 'handle' => $handle, 'patience' => $patience, 'mostWaiting' => $mostWaiting,
        ]));
        $target = FFI::addr(Codec::struct('usher_staff_target', [
            'share' => $share, 'within' => $within, 'meanWait' => $meanWait, 'maxOccupancy' => $maxOccupancy,
            'shrinkage' => $shrinkage,
        ]));
        $staff = $ffi->new('usher_staff *');
        Native::reported(static fn (CData $report): int
            => $ffi->usher_staff_plan($demand, $target, $agents, FFI::addr($staff), $report));
        try {
            $rows = [];
            for ($i = 0, $count = $ffi->usher_staff_row_count($staff); $i < $count; ++$i) {
                $rows[] = Codec::read('usher_staff_figures', $ffi->usher_staff_row($staff, $i), StaffFigures::class);
            }
            $page = static fn (Format $format): string => (string) Native::textOf(
                static fn (CData $out): int => $ffi->usher_staff_render($staff, $format->value, $out)
            );
            return new self(
                Codec::read('usher_staff_figures', $ffi->usher_staff_chosen($staff), StaffFigures::class),
                $rows,
                $page(Format::Text),
                $page(Format::Json)
            );
        } finally {
            $ffi->usher_staff_destroy($staff);
        }
    }

    /** As a table, or as JSON (docs/schema/staff.schema.json). */
    public function render(Format $format = Format::Text): string
    {
        return match ($format) {
            Format::Text => $this->text,
            Format::Json => $this->json,
            Format::Openmetrics => throw UsherException::of(Abi::ARGUMENT, []),
        };
    }

    /** Erlang B: the share of arrivals that find all agents busy, where nobody can wait; $offered in erlangs. */
    public static function erlangB(int $agents, float $offered): float
    {
        return self::formula('usher_staff_erlang_b', $agents, $offered);
    }

    /** Erlang C: the share of arrivals that wait. */
    public static function erlangC(int $agents, float $offered): float
    {
        return self::formula('usher_staff_erlang_c', $agents, $offered);
    }

    /**
     * The mean wait in milliseconds of each class of customers, the first class first, nobody interrupted; INF for a class
     * that the agents cannot keep up with.
     *
     * @param list<float> $perHour the arrivals of each class
     * @param Duration $handle the mean time that somebody works on one, whatever its class
     * @return list<float>
     */
    public static function priorityWaits(array $perHour, Duration $handle, int $agents): array
    {
        Codec::whole('agents', $agents, 'uint32_t');
        $count = \count($perHour);
        // FFI has no arrays without members.
        $given = Native::ffi()->new('double[' . \max($count, 1) . ']');
        $waits = Native::ffi()->new('double[' . \max($count, 1) . ']');
        foreach (\array_values($perHour) as $i => $each) {
            if (!\is_float($each) && !\is_int($each)) {
                throw new \TypeError('perHour has numbers, not ' . \get_debug_type($each));
            }
            $given[$i] = $each;
        }
        $first = static fn (CData $list): CData => FFI::addr($list[0]);
        Native::check(Native::ffi()->usher_staff_priority_waits(
            $first($given), $count, $handle->milliseconds, $agents, $first($waits)
        ));
        $made = [];
        for ($i = 0; $i < $count; ++$i) {
            $made[] = $waits[$i];
        }
        return $made;
    }

    private static function formula(string $call, int $agents, float $offered): float
    {
        Codec::whole('agents', $agents, 'uint32_t');
        $out = Native::ffi()->new('double');
        Native::check(Native::ffi()->$call($agents, $offered, FFI::addr($out)));
        return $out->cdata;
    }
}
