<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** How to triage; without any: strict, and looking only for what the policy needs. */
final class TriageOptions
{
    /**
     * @param bool $lenient what the policy does not know counts as missing and is reported
     * @param bool $language look for the language even if no rule asks for it
     * @param bool $personalData look for personal data even if no rule asks for it
     * @param bool $onlyNeeded of arrays and JSON: look for neither unless a rule asks
     * @param bool $fullText of e-mails, look at quoted messages and signatures too
     * @param \DateTimeInterface|int|null $now the time of messages that have none
     * @param array<string, int> $limits message_bytes, text_bytes, facts
     * @param bool $findings keep what was found, for Decision::findings(); costs a little
     */
    public function __construct(
        public readonly bool $lenient = false,
        public readonly bool $language = false,
        public readonly bool $personalData = false,
        public readonly bool $onlyNeeded = false,
        public readonly bool $fullText = false,
        public readonly \DateTimeInterface|int|null $now = null,
        public readonly array $limits = [],
        public readonly bool $findings = false,
    ) {
    }

    /**
     * @internal
     *
     * @return array<string, mixed>
     */
    public function fields(): array
    {
        return [
            'lenient' => $this->lenient, 'language' => $this->language, 'personalData' => $this->personalData,
            'onlyNeeded' => $this->onlyNeeded, 'fullText' => $this->fullText, 'now' => $this->now,
            'limits' => $this->limits,
        ];
    }
}
