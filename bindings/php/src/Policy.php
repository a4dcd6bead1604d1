<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** A loaded policy: it never changes, and may be used for as many messages as there are. */
final class Policy extends Handle
{
    private const MOST_IDLE = 4;

    /** @var list<Finding> */
    private array $findings = [];
    /** @var list<CData> decisions that nobody uses: making one anew costs more than triage */
    private array $idle = [];

    /**
     * From a file of YAML or a compiled image, or from the policy.yaml of a folder.
     *
     * @param array<string, int> $limits
     * @param bool $verify of an image, look at every byte of it
     */
    public static function load(string $path, array $limits = [], bool $verify = false): self
    {
        if (\str_contains($path, "\0")) {
            throw new \ValueError('a path has no NUL');
        }
        return self::made(
            ['limits' => $limits, 'verify' => $verify],
            static fn (CData $options, CData $out, CData $report): int
                => Native::ffi()->usher_policy_load($path, $options, $out, $report)
        );
    }

    /**
     * From a text of YAML or the bytes of an image.
     *
     * @param string $name what findings call it
     * @param array<string, string> $includes what `include` finds, by name
     * @param array<string, int> $limits
     */
    public static function parse(
        string $text,
        string $name = 'policy',
        array $includes = [],
        array $limits = [],
        bool $verify = false
    ): self {
        return self::made(
            ['limits' => $limits, 'includes' => $includes, 'verify' => $verify],
            static fn (CData $options, CData $out, CData $report): int => Native::ffi()->usher_policy_load_memory(
                Codec::string($name),
                Codec::string($text),
                $options,
                $out,
                $report
            )
        );
    }

    /** @param array<string, mixed> $options */
    private static function made(array $options, callable $load): self
    {
        Codec::begin();
        $given = FFI::addr(Codec::struct('usher_load_options', $options));
        $out = Native::ffi()->new('usher_policy *');
        $findings = Native::reported(static fn (CData $report): int => $load($given, FFI::addr($out), $report));
        $made = new self($out);
        $made->findings = $findings;
        return $made;
    }

    protected function destroy(CData $pointer): void
    {
        foreach ($this->idle as $decision) {
            Native::ffi()->usher_decision_destroy($decision);
        }
        $this->idle = [];
        Native::ffi()->usher_policy_destroy($pointer);
    }

    /** @internal */
    public function idleDecision(): ?CData
    {
        return \array_pop($this->idle);
    }

    /** @internal */
    public function keepDecision(CData $decision): bool
    {
        if ($this->isClosed() || \count($this->idle) >= self::MOST_IDLE) {
            return false;
        }
        $this->idle[] = $decision;
        return true;
    }

    /**
     * What was found while it was loaded: warnings and notes.
     *
     * @return list<Finding>
     */
    public function findings(): array
    {
        return $this->findings;
    }

    /** SHA-256 of the sources, 64 hexadecimal digits: what a decision calls its policy. */
    public function hash(): string
    {
        $policy = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int => Native::ffi()->usher_policy_hash($policy, $out));
    }

    /**
     * The analysis: rules that can never act, what nothing uses, tests that fail. Errors that it finds are findings too,
     * not exceptions.
     *
     * @return list<Finding>
     */
    public function check(): array
    {
        $policy = $this->pointer();
        return Native::reported(
            static fn (CData $report): int => Native::ffi()->usher_policy_check($policy, $report),
            Abi::POLICY
        );
    }

    /** As one file of YAML in canonical form. */
    public function dump(): string
    {
        $policy = $this->pointer();
        return Native::document(
            static fn (CData $out, CData $report): int => Native::ffi()->usher_policy_dump($policy, $out, $report)
        );
    }

    /** Its structure as a graph in the language DOT of Graphviz. */
    public function graph(): string
    {
        $policy = $this->pointer();
        return Native::document(
            static fn (CData $out, CData $report): int => Native::ffi()->usher_policy_graph($policy, $out, $report)
        );
    }

    /** As an image that load() opens at once. */
    public function compile(): string
    {
        $policy = $this->pointer();
        return Native::document(
            static fn (CData $out, CData $report): int => Native::ffi()->usher_policy_compile($policy, $out, $report)
        );
    }

    /** What it costs, also for a sample of messages, one on each line as JSON. */
    public function statistics(string $sample = '', Format $format = Format::Text): string
    {
        $policy = $this->pointer();
        Codec::begin();
        $given = Codec::string($sample);
        return Native::document(static fn (CData $out, CData $report): int
            => Native::ffi()->usher_policy_statistics($policy, $given, $format->value, $out, $report));
    }

    /** What would move if this policy took the place of the old one. */
    public function compare(self $old, string $sample = '', Format $format = Format::Text): string
    {
        [$policy, $before] = [$this->pointer(), $old->pointer()];
        Codec::begin();
        $given = Codec::string($sample);
        return Native::document(static fn (CData $out, CData $report): int
            => Native::ffi()->usher_policy_compare($policy, $before, $given, $format->value, $out, $report));
    }

    /** The same policy, filed by a sample of messages: it decides the same, and quicker. */
    public function sharpen(string $sample): self
    {
        $policy = $this->pointer();
        Codec::begin();
        $given = Codec::string($sample);
        $out = Native::ffi()->new('usher_policy *');
        $findings = Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_policy_sharpen($policy, $given, FFI::addr($out), $report));
        $made = new self($out);
        $made->findings = $findings;
        return $made;
    }

    /**
     * Runs the policy's own tests, then those of the files. Tests that fail are in the result.
     *
     * @param array<string, string> $files their texts by name
     */
    public function test(array $files = []): TestRun
    {
        $policy = $this->pointer();
        Codec::begin();
        $options = FFI::addr(Codec::struct('usher_test_options', ['files' => $files]));
        $out = Native::ffi()->new('usher_test_run *');
        Native::reported(static fn (CData $report): int
            => Native::ffi()->usher_policy_test($policy, $options, FFI::addr($out), $report));
        return new TestRun($out);
    }

    /**
     * What the policy is made of, in its order, with places.
     *
     * @return list<Part>
     */
    public function parts(PartKind $kind): array
    {
        $ffi = Native::ffi();
        $policy = $this->pointer();
        $made = [];
        for ($i = 0, $count = $ffi->usher_policy_part_count($policy, $kind->value); $i < $count; ++$i) {
            $part = $ffi->usher_policy_part($policy, $kind->value, $i);
            if ($part !== null) {
                $made[] = Codec::read('usher_part', $part, Part::class);
            }
        }
        return $made;
    }

    /**
     * Decides. A Message is triaged as its fields say; an array is a message as usher's JSON has it, with facts nested or
     * by their dotted names (docs/schema/message.schema.json).
     *
     * @param Message|array<string, mixed> $message
     */
    public function triage(Message|array $message, ?TriageOptions $options = null): Decision
    {
        return (new Decision($this))->triage($this, $message, $options);
    }

    /** Decides about one JSON object. */
    public function triageJson(string $json, ?TriageOptions $options = null): Decision
    {
        return (new Decision($this))->triageJson($this, $json, $options);
    }

    /**
     * Decides about many messages: all of them Message, or all of them arrays.
     *
     * @param list<Message>|list<array<string, mixed>> $messages
     */
    public function batch(array $messages, ?TriageOptions $options = null): Batch
    {
        return (new Batch())->triage($this, $messages, $options);
    }

    /** Decides about lines of JSON. */
    public function batchJson(string $lines, ?TriageOptions $options = null): Batch
    {
        return (new Batch())->triageJson($this, $lines, $options);
    }

    /** What usher sees in a text. */
    public function read(string $text, ?string $subject = null, bool $email = false): Text
    {
        return new Text($this, $text, $subject, $email);
    }

    /** The opening hours of that name; every policy has "always". */
    public function calendar(string $name): Calendar
    {
        return new Calendar($this, $name);
    }

    /**
     * A desk at which nobody is but the people of the policy: see Desk::open.
     *
     * @param array<string, int> $limits
     */
    public function desk(int $seed = 0, bool $keep = false, bool $journal = false, array $limits = []): Desk
    {
        return Desk::open($this, $seed, $keep, $journal, $limits);
    }
}
