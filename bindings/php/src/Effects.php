<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/**
 * What came of events, in its order.
 *
 * @implements \IteratorAggregate<int, Effect>
 */
final class Effects extends Handle implements \IteratorAggregate, \Countable
{
    /** @var list<Finding> */
    private array $findings = [];
    private bool $repeated = false;

    /** @internal */
    public function __construct()
    {
        $ffi = Native::ffi();
        $out = $ffi->new('usher_effects *');
        Native::check($ffi->usher_effects_create(FFI::addr($out)));
        parent::__construct($out);
    }

    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_effects_destroy($pointer);
    }

    /** @internal */
    public function fill(callable $call): self
    {
        $status = 0;
        $this->findings = Native::reported(function (CData $report) use ($call, &$status): int {
            return $status = $call($this->pointer(), $report);
        });
        $this->repeated = $status === Abi::REPEATED;
        return $this;
    }

    /** Whether every event was applied before: then there are no effects, and nothing is to be kept. */
    public function repeated(): bool
    {
        return $this->repeated;
    }

    /**
     * Warnings and notes; the line is the number of the event, from 1.
     *
     * @return list<Finding>
     */
    public function findings(): array
    {
        return $this->findings;
    }

    public function count(): int
    {
        return Native::ffi()->usher_effects_count($this->pointer());
    }

    public function getIterator(): \Generator
    {
        $ffi = Native::ffi();
        for ($i = 0; ($effect = $ffi->usher_effects_at($this->pointer(), $i)) !== null; ++$i) {
            yield Codec::read('usher_effect', $effect, Effect::class);
        }
    }

    /** @return list<Effect> */
    public function all(): array
    {
        return \iterator_to_array($this->getIterator(), false);
    }

    /** @return list<EventResult> what became of each event */
    public function results(): array
    {
        $ffi = Native::ffi();
        $made = [];
        for ($i = 0; ($result = $ffi->usher_effects_result($this->pointer(), $i)) !== null; ++$i) {
            $made[] = Codec::read('usher_event_result', $result, EventResult::class);
        }
        return $made;
    }

    /** Each on a line: for people, or as JSON (docs/schema/effect.schema.json). */
    public function render(Format $format = Format::Text): string
    {
        $effects = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_effects_render($effects, $format->value, $out));
    }

    /** The lines of the journal, to be stored before commit(). StateException unless the desk has journal: true. */
    public function journal(): string
    {
        $effects = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_effects_journal($effects, $out));
    }
}
