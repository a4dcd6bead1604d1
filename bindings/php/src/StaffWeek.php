<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/**
 * When customers came, by the hour of the week as the wall clock of a zone shows it, and how many people each hour wants
 * (docs/staffing.md). No policy is needed.
 */
final class StaffWeek extends Handle
{
    /**
     * InputException for no zone.
     *
     * @param string $zone an IANA name, as "Europe/Rome"
     */
    public function __construct(string $zone)
    {
        Codec::begin();
        $name = Codec::string($zone);
        $out = Native::ffi()->new('usher_staff_week *');
        Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_staff_week_create($name, FFI::addr($out), $report));
        parent::__construct($out);
    }

    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_staff_week_destroy($pointer);
    }

    /**
     * One arrival. TimeException for a time outside 1970 to 2199.
     *
     * @param ?Duration $handle how long it took; null: not known
     */
    public function add(\DateTimeInterface|int $time, ?Duration $handle = null): void
    {
        $length = $handle === null ? 0 : $handle->milliseconds;
        Native::check(Native::ffi()->usher_staff_week_add($this->pointer(), Time::toMilliseconds($time), $length));
    }

    /**
     * Arrivals from rows of CSV and its like, of which the first names the columns; in pieces of any size, of which the
     * first says the form of all. Rows that make no sense are left out, and are findings with their lines. InputException
     * when the first row has not the columns or $timeFormat is none, StateException behind the last piece.
     *
     * @param ?string $handleColumn how long each took: seconds, 0:01:30 or 1m30s; null: not known
     * @param ?string $timeFormat as '%m/%d/%Y %H:%M' (docs/replay.md); null: RFC 3339, or local and without zone
     * @param ?string $delimiter one character of ASCII; null: a comma
     * @param ?string $quote one character of ASCII; null: ", '': nothing quotes
     * @param string $file what findings call it
     * @param bool $last false while more pieces follow
     * @return list<Finding>
     */
    public function addRows(
        string $rows,
        string $timeColumn,
        ?string $handleColumn = null,
        ?string $timeFormat = null,
        ?string $delimiter = null,
        ?string $quote = null,
        string $file = 'rows',
        bool $last = true
    ): array {
        $week = $this->pointer();
        Codec::begin();
        $form = FFI::addr(Codec::struct('usher_rows_form', [
            'file' => $file, 'timeColumn' => $timeColumn, 'handleColumn' => $handleColumn, 'timeFormat' => $timeFormat,
            'delimiter' => self::character('delimiter', $delimiter),
            'quote' => $quote === '' ? Abi::QUOTE_NONE : self::character('quote', $quote),
        ]));
        $bytes = Codec::string($rows);
        return Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_staff_week_add_rows($week, $form, $bytes, $last ? 1 : 0, $report));
    }

    private static function character(string $what, ?string $text): ?int
    {
        if ($text === null) {
            return null;
        }
        // For the library, NUL is "not given".
        if (\strlen($text) !== 1 || $text === "\0" || \ord($text) > 127) {
            throw new \ValueError("$what is one character of ASCII");
        }
        return \ord($text);
    }

    /**
     * Arrivals from events or lines of a journal, whole lines, in any number of calls: the first message of a customer in
     * each conversation. Lines that are no events are left out, and are findings.
     *
     * @param string $file what findings call it
     * @return list<Finding>
     */
    public function addEvents(string $lines, string $file = 'events'): array
    {
        $week = $this->pointer();
        Codec::begin();
        [$name, $text] = [Codec::string($file), Codec::string($lines)];
        return Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_staff_week_add_events($week, $name, $text, $report));
    }

    /** How many arrivals were taken. */
    public function taken(): int
    {
        return $this->count()[0];
    }

    /** How many rows and lines made no sense. */
    public function leftOut(): int
    {
        return $this->count()[1];
    }

    /** @return array{int, int} */
    private function count(): array
    {
        $ffi = Native::ffi();
        [$taken, $leftOut] = [$ffi->new('uint64_t'), $ffi->new('uint64_t')];
        Native::check($ffi->usher_staff_week_count($this->pointer(), FFI::addr($taken), FFI::addr($leftOut)));
        return [$taken->cdata, $leftOut->cdata];
    }

    /**
     * The fewest people of each hour that meet the target, for its mean number of arrivals over the days from the first
     * arrival to the last. The target is that of Staffing::plan. May be called again, also when more came in.
     * InputException for a value out of range, without a target, or when nothing says how long one takes; LimitException
     * for a target that no number of people reaches; StateException when nothing has come in.
     *
     * @param ?Duration $handle the mean time that somebody works on one; null: the mean of the recorded ones
     * @param ?Duration $patience after which a customer gives up, in the mean; null: nobody does
     * @param int $mostWaiting who finds so many waiting is refused; 0: no bound. Not together with a patience
     * @param float $share 0 to below 1: of all that arrive, those whom an agent has within $within
     * @param ?Duration $meanWait at most
     * @param float $maxOccupancy 0 to 1, of the agents' time
     * @param float $shrinkage 0 to 0.99: of paid time, in which nobody is at work
     */
    public function plan(
        ?Duration $handle = null,
        ?Duration $patience = null,
        int $mostWaiting = 0,
        float $share = 0.0,
        ?Duration $within = null,
        ?Duration $meanWait = null,
        float $maxOccupancy = 0.0,
        float $shrinkage = 0.0
    ): void {
        if ($mostWaiting < 0) {
            throw new \ValueError('mostWaiting is a number from 0 on');
        }
        $week = $this->pointer();
        Codec::begin();
        $demand = FFI::addr(Codec::struct('usher_staff_demand', [
            'handle' => $handle, 'patience' => $patience, 'mostWaiting' => $mostWaiting,
        ]));
        $target = FFI::addr(Codec::struct('usher_staff_target', [
            'share' => $share, 'within' => $within, 'meanWait' => $meanWait, 'maxOccupancy' => $maxOccupancy,
            'shrinkage' => $shrinkage,
        ]));
        Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_staff_week_plan($week, $demand, $target, $report));
    }

    /**
     * An hour of the planned week; its meanWait is in milliseconds. StateException before it is planned.
     *
     * @param int $weekday from Monday as 0 to Sunday as 6
     * @param int $hour 0 to 23
     */
    public function hour(int $weekday, int $hour): StaffHour
    {
        if ($weekday < 0 || $weekday > 6 || $hour < 0 || $hour > 23) {
            throw new \ValueError('weekday is 0 to 6 and hour 0 to 23');
        }
        $found = Native::ffi()->usher_staff_week_hour($this->pointer(), $weekday, $hour);
        return $found === null
            ? throw UsherException::of(Abi::STATE, [])
            : Codec::read('usher_staff_hour', $found, StaffHour::class);
    }

    /**
     * The planned week as a table of 24 lines, or as JSON (docs/schema/staff-week.schema.json). StateException before it
     * is planned.
     */
    public function render(Format $format = Format::Text): string
    {
        $week = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_staff_week_render($week, $format->value, $out));
    }
}
