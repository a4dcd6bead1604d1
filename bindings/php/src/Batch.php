<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** Many messages, decided about in one call, field by field. A row that is wrong does not stop the others. */
final class Batch extends Handle implements \Countable
{
    /** @var list<Finding> */
    private array $findings = [];

    public function __construct()
    {
        $ffi = Native::ffi();
        $out = $ffi->new('usher_batch *');
        Native::check($ffi->usher_batch_create(FFI::addr($out)));
        parent::__construct($out);
    }

    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_batch_destroy($pointer);
    }

    /** @param list<Message>|list<array<string, mixed>> $messages */
    public function triage(Policy $policy, array $messages, ?TriageOptions $options = null): self
    {
        $arrays = \array_filter($messages, 'is_array');
        if ($messages !== [] && \count($arrays) === \count($messages)) {
            return $this->triageJson($policy, \implode("\n", \array_map(Json::encode(...), $messages)), $options);
        }
        Codec::begin();
        foreach ($messages as $message) {
            if (!$message instanceof Message) {
                throw new \TypeError('a batch has messages, or arrays only, not ' . \get_debug_type($message));
            }
        }
        $first = Codec::messages(\array_values($messages));
        $from = $policy->pointer();
        return $this->decide(
            $options,
            fn (CData $given, CData $report): int => Native::ffi()->usher_batch_triage(
                $from,
                $first,
                \count($messages),
                $given,
                $this->pointer(),
                $report
            )
        );
    }

    /** From lines of JSON; empty ones are no rows. */
    public function triageJson(Policy $policy, string $lines, ?TriageOptions $options = null): self
    {
        Codec::begin();
        $text = Codec::string($lines);
        $from = $policy->pointer();
        return $this->decide(
            $options,
            fn (CData $given, CData $report): int
                => Native::ffi()->usher_batch_triage_json($from, $text, $given, $this->pointer(), $report)
        );
    }

    private function decide(?TriageOptions $options, callable $call): self
    {
        $fields = ($options ?? new TriageOptions())->fields();
        $given = FFI::addr(Codec::struct('usher_triage_options', $fields));
        $this->findings = Native::reported(static fn (CData $report): int => $call($given, $report));
        return $this;
    }

    /**
     * Of all rows; the line is the number of the row, from 1, or of the line of JSON.
     *
     * @return list<Finding>
     */
    public function findings(): array
    {
        return $this->findings;
    }

    public function count(): int
    {
        return Native::ffi()->usher_batch_rows($this->pointer());
    }

    /** @return list<Status> of each row */
    public function statuses(): array
    {
        $count = $this->count();
        $found = Native::ffi()->usher_batch_statuses($this->pointer());
        $made = [];
        for ($i = 0; $i < $count; ++$i) {
            $made[] = Status::tryFrom($found[$i]) ?? Status::Internal;
        }
        return $made;
    }

    /**
     * A field of all rows: texts, numbers, bools, times or null for each, or lists of texts. A row that failed has null,
     * or an empty list.
     *
     * @return list<mixed>
     */
    public function column(Field $field): array
    {
        return $this->values(Native::ffi()->usher_batch_column($this->pointer(), $field->value), $field);
    }

    /**
     * The rules behind it. ArgumentException for a field that no rule sets.
     *
     * @return list<mixed>
     */
    public function because(Field $field): array
    {
        return $this->values(Native::ffi()->usher_batch_because($this->pointer(), $field->value), null);
    }

    /** @return list<mixed> */
    private function values(?CData $column, ?Field $field): array
    {
        if ($column === null) {
            throw UsherException::of(Abi::ARGUMENT, []);
        }
        $flat = match ($column->type) {
            Abi::COLUMN_CODES => self::words($column),
            Abi::COLUMN_INTEGERS => self::integers($column, $field),
            Abi::COLUMN_NUMBERS => self::numbers($column),
        };
        if ($column->offsets === null) {
            return $flat;
        }
        $made = [];
        for ($row = 0; $row < $column->rows; ++$row) {
            $from = $column->offsets[$row];
            $made[] = \array_slice($flat, $from, $column->offsets[$row + 1] - $from);
        }
        return $made;
    }

    /** @return list<?string> */
    private static function words(CData $column): array
    {
        $words = Codec::readTexts($column->dictionary, $column->dictionary_size);
        $made = [];
        for ($i = 0; $i < $column->values; ++$i) {
            $made[] = $words[$column->codes[$i]] ?? null;
        }
        return $made;
    }

    /** @return list<int|bool|\DateTimeImmutable|null> */
    private static function integers(CData $column, ?Field $field): array
    {
        $made = [];
        for ($i = 0; $i < $column->values; ++$i) {
            $value = $column->integers[$i];
            $made[] = match (true) {
                $value < 0 => null,
                $field === Field::Engage => $value !== 0,
                $field === Field::Priority => $value,
                default => Time::fromMilliseconds($value),
            };
        }
        return $made;
    }

    /** @return list<?float> */
    private static function numbers(CData $column): array
    {
        $made = [];
        for ($i = 0; $i < $column->values; ++$i) {
            $value = $column->numbers[$i];
            $made[] = \is_nan($value) ? null : $value;
        }
        return $made;
    }
}
