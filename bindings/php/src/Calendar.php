<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** Opening hours of a policy. Service time is the time that passes while a calendar is open. */
final class Calendar extends Handle
{
    /** @internal see Policy::calendar */
    public function __construct(Policy $policy, string $name)
    {
        $from = $policy->pointer();
        Codec::begin();
        $given = Codec::string($name);
        $out = Native::ffi()->new('usher_calendar *');
        Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_calendar_create($from, $given, FFI::addr($out), $report));
        parent::__construct($out);
    }

    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_calendar_destroy($pointer);
    }

    /** The IANA name of its zone. */
    public function zone(): string
    {
        $calendar = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_calendar_zone($calendar, $out));
    }

    /** How many seconds the wall clock there is ahead of UTC. */
    public function offset(\DateTimeInterface|int $time): int
    {
        return $this->number('int32_t', 'usher_calendar_offset', Time::toMilliseconds($time));
    }

    public function isOpen(\DateTimeInterface|int $time): bool
    {
        return $this->number('int32_t', 'usher_calendar_is_open', Time::toMilliseconds($time)) === 1;
    }

    /**
     * The first instant at which so much service time has passed since the start, pauses left out.
     *
     * @param list<array{\DateTimeInterface|int, \DateTimeInterface|int}> $pauses
     */
    public function due(\DateTimeInterface|int $start, Duration $service, array $pauses = []): \DateTimeImmutable
    {
        return self::time($this->number(
            'int64_t',
            'usher_calendar_due',
            Time::toMilliseconds($start),
            $service->milliseconds,
            self::pauses($pauses),
            \count($pauses)
        ));
    }

    /** The service time of so many working days, to be given to due(). */
    public function workingDays(\DateTimeInterface|int $start, int $days): Duration
    {
        return Duration::milliseconds(
            $this->number(
                'int64_t',
                'usher_calendar_working_days',
                Time::toMilliseconds($start),
                Codec::whole('days', $days, 'int32_t')
            )
        );
    }

    /**
     * The service time between two times, pauses left out; negative when $to is the earlier one.
     *
     * @param list<array{\DateTimeInterface|int, \DateTimeInterface|int}> $pauses
     */
    public function elapsed(
        \DateTimeInterface|int $from,
        \DateTimeInterface|int $to,
        array $pauses = []
    ): Duration {
        return Duration::milliseconds($this->number(
            'int64_t',
            'usher_calendar_elapsed',
            Time::toMilliseconds($from),
            Time::toMilliseconds($to),
            self::pauses($pauses),
            \count($pauses)
        ));
    }

    /** Backwards: the last instant from which so much service time passes until $due. */
    public function start(\DateTimeInterface|int $due, Duration $service): \DateTimeImmutable
    {
        return self::time($this->number(
            'int64_t',
            'usher_calendar_start',
            Time::toMilliseconds($due),
            $service->milliseconds
        ));
    }

    /** When it next opens or closes, or last did; null for one that never closes. */
    public function change(\DateTimeInterface|int $time, Change $which): ?\DateTimeImmutable
    {
        try {
            return self::time($this->number(
                'int64_t',
                'usher_calendar_change',
                Time::toMilliseconds($time),
                $which->value
            ));
        } catch (NotFoundException) {
            return null;
        }
    }

    private function number(string $type, string $call, mixed ...$arguments): int
    {
        $out = Native::ffi()->new($type);
        Native::check(Native::ffi()->$call($this->pointer(), ...[...$arguments, FFI::addr($out)]));
        return $out->cdata;
    }

    private static function time(int $milliseconds): \DateTimeImmutable
    {
        return Time::fromMilliseconds($milliseconds) ?? throw UsherException::of(Abi::TIME, []);
    }

    /** @param list<array{\DateTimeInterface|int, \DateTimeInterface|int}> $pauses */
    private static function pauses(array $pauses): ?CData
    {
        if ($pauses === []) {
            return null;
        }
        $made = Native::ffi()->new('usher_pause[' . \count($pauses) . ']');
        foreach (\array_values($pauses) as $i => [$from, $to]) {
            $made[$i]->from = Time::toMilliseconds($from);
            $made[$i]->to = Time::toMilliseconds($to);
        }
        return $made;
    }
}
