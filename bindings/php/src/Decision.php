<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/**
 * What was decided about a message. It is the working memory of triage as well: to decide about many, keep one and call
 * its triage() again and again.
 */
final class Decision extends Handle
{
    /** @var list<Finding> */
    private array $findings = [];
    private ?CData $values = null;
    private static ?CData $message = null;

    /** @param ?Policy $home whose idle handle it takes, and to whom it gives it back */
    public function __construct(private ?Policy $home = null)
    {
        parent::__construct($home?->idleDecision() ?? self::create());
    }

    private static function create(): CData
    {
        $ffi = Native::ffi();
        $out = $ffi->new('usher_decision *');
        Native::check($ffi->usher_decision_create(FFI::addr($out)));
        return $out;
    }

    protected function destroy(CData $pointer): void
    {
        $this->values = null;
        if ($this->home === null || !$this->home->keepDecision($pointer)) {
            Native::ffi()->usher_decision_destroy($pointer);
        }
    }

    /**
     * Decides, in place of what was decided before: see Policy::triage.
     *
     * @param Message|array<string, mixed> $message
     */
    public function triage(Policy $policy, Message|array $message, ?TriageOptions $options = null): self
    {
        if (\is_array($message)) {
            return $this->triageJson($policy, Json::encode($message), $options);
        }
        $ffi = Native::ffi();
        Codec::begin();
        $raw = self::$message ??= $ffi->new('usher_message');
        FFI::memset($raw, 0, FFI::sizeof($raw));
        $message->write($raw);
        $from = $policy->pointer();
        if ($options === null) {
            $this->values = null;
            $this->findings = [];
            if ($ffi->usher_triage($from, FFI::addr($raw), null, $this->pointer(), null) < Abi::ARGUMENT) {
                return $this;
            }
        }
        $given = $options === null ? null : FFI::addr(Codec::struct('usher_triage_options', $options->fields()));
        return $this->decide(
            fn (?CData $report): int => $ffi->usher_triage($from, FFI::addr($raw), $given, $this->pointer(), $report),
            $options
        );
    }

    /** Decides about one JSON object. */
    public function triageJson(Policy $policy, string $json, ?TriageOptions $options = null): self
    {
        Codec::begin();
        $text = Codec::string($json);
        $from = $policy->pointer();
        $given = $options === null ? null : FFI::addr(Codec::struct('usher_triage_options', $options->fields()));
        return $this->decide(
            fn (?CData $report): int
                => Native::ffi()->usher_triage_json($from, $text, $given, $this->pointer(), $report),
            $options
        );
    }

    private function decide(callable $call, ?TriageOptions $options): self
    {
        $this->values = null;
        $this->findings = [];
        // A report costs an allocation, so without one the call is made again when it fails, only to learn why: it is a
        // pure function and fails the same way.
        if ($options?->findings === true || $call(null) >= Abi::ARGUMENT) {
            $this->findings = Native::reported($call);
        }
        return $this;
    }

    /**
     * What triage had to say, with TriageOptions(findings: true).
     *
     * @return list<Finding>
     */
    public function findings(): array
    {
        return $this->findings;
    }

    private function values(): CData
    {
        return $this->values ??= Native::ffi()->usher_decision_fields($this->pointer())
            ?? throw UsherException::of(Abi::STATE, []);
    }

    /** The message's own. */
    public function id(): ?string
    {
        return Native::text($this->values()->id);
    }

    public function department(): string
    {
        return (string) Native::text($this->values()->department);
    }

    public function agent(): ?string
    {
        return Native::text($this->values()->agent);
    }

    /** False: recorded, not to be answered. */
    public function engage(): bool
    {
        return $this->values()->engage !== 0;
    }

    /** 0 to 100 */
    public function priority(): int
    {
        return $this->values()->priority;
    }

    public function band(): string
    {
        return (string) Native::text($this->values()->band);
    }

    /** ISO 639-1 */
    public function language(): ?string
    {
        return Native::text($this->values()->language);
    }

    public function intent(): ?string
    {
        return Native::text($this->values()->intent);
    }

    public function stage(): ?string
    {
        return Native::text($this->values()->stage);
    }

    /** -1 to 1 */
    public function sentiment(): ?float
    {
        $value = $this->values()->sentiment;
        return \is_nan($value) ? null : $value;
    }

    /** "public" or "private", as the answer must be */
    public function visibility(): ?string
    {
        return Native::text($this->values()->visibility);
    }

    /** The private channel, when a public message is to be answered in private. */
    public function moveTo(): ?string
    {
        return Native::text($this->values()->move_to);
    }

    /** Name of the suggested reply. */
    public function reply(): ?string
    {
        return Native::text($this->values()->reply);
    }

    /** SHA-256 of the policy's sources. */
    public function policy(): string
    {
        return (string) Native::text($this->values()->policy);
    }

    /** What is promised: the SLA that a rule chose, else the department's. */
    public function sla(): ?string
    {
        return Native::text($this->values()->sla);
    }

    /** When each promise of it is due; null where nothing is promised or the message has no time. */
    public function firstResponse(): ?\DateTimeImmutable
    {
        return Time::fromMilliseconds($this->values()->first_response);
    }

    public function nextResponse(): ?\DateTimeImmutable
    {
        return Time::fromMilliseconds($this->values()->next_response);
    }

    public function resolution(): ?\DateTimeImmutable
    {
        return Time::fromMilliseconds($this->values()->resolution);
    }

    /** @return list<string> */
    public function topics(): array
    {
        return $this->items(Field::Topics);
    }

    /** @return list<string> kinds of personal data */
    public function pii(): array
    {
        return $this->items(Field::Pii);
    }

    /** @return list<string> */
    public function skills(): array
    {
        return $this->items(Field::Skills);
    }

    /** @return list<string> */
    public function tags(): array
    {
        return $this->items(Field::Tags);
    }

    /** @return list<string> */
    public function notify(): array
    {
        return $this->items(Field::Notify);
    }

    /** @return list<string> */
    private function items(Field $field): array
    {
        $this->values();
        $ffi = Native::ffi();
        $decision = $this->pointer();
        $count = $ffi->usher_decision_count($decision, $field->value);
        $made = [];
        for ($i = 0; $i < $count; ++$i) {
            $made[] = (string) Native::textOf(static fn (CData $out): int
                => $ffi->usher_decision_item($decision, $field->value, $i, $out));
        }
        return $made;
    }

    /** @return list<Ask> side questions to other departments */
    public function asks(): array
    {
        $this->values();
        $ffi = Native::ffi();
        $made = [];
        for ($i = 0; ($ask = $ffi->usher_decision_ask($this->pointer(), $i)) !== null; ++$i) {
            $made[] = Codec::read('usher_ask', $ask, Ask::class);
        }
        return $made;
    }

    /**
     * The rule behind a field, or behind one item of a field of several; "default" for the policy's default, null when
     * nothing set it. ArgumentException for what no rule sets.
     */
    public function because(Field $field, int $index = 0): ?string
    {
        $this->values();
        if ($index < 0) {
            throw new \ValueError('an item has a number from 0 on');
        }
        $decision = $this->pointer();
        return Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_decision_because($decision, $field->value, $index, $out));
    }

    /** One line of JSON (docs/schema/decision.schema.json), with detail the positions and the parts of the priority. */
    public function json(bool $detail = false): string
    {
        $decision = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_decision_json($decision, $detail ? Abi::DECISION_DETAIL : 0, $out));
    }

    /** The whole for and against: each rule, each condition. Treat it as a customer's data. */
    public function explain(Format $format = Format::Text): string
    {
        $decision = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_decision_explain($decision, $format->value, $out));
    }
}
