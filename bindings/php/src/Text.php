<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** What usher sees in a text, for hosts that highlight, mask or fold what they show. */
final class Text
{
    /** The words joined by spaces, as phrases are compared with them. */
    public readonly string $normalForm;
    /** The whole text with its personal data masked; code points keep their places. */
    public readonly string $masked;
    /** ISO 639-1 */
    public readonly ?string $language;
    /** 0 to 1; decisions take a language from 0.5 on */
    public readonly float $languageConfidence;
    /** Some bytes are no UTF-8. */
    public readonly bool $illFormed;
    /** @var list<Word> */
    public readonly array $words;
    /** @var list<PhraseMatch> */
    public readonly array $matches;
    /** @var list<PersonalData> */
    public readonly array $personalData;
    /** @var list<Span> what was left out of an e-mail */
    public readonly array $leftOut;

    /** @internal see Policy::read */
    public function __construct(Policy $policy, string $text, ?string $subject, bool $email)
    {
        $ffi = Native::ffi();
        $from = $policy->pointer();
        Codec::begin();
        $source = Codec::string($text);
        $options = FFI::addr(Codec::struct('usher_text_options', ['subject' => $subject, 'email' => $email]));
        $handle = $ffi->new('usher_text *');
        Native::check($ffi->usher_text_create(FFI::addr($handle)));
        try {
            Native::reported(static fn (CData $report): int
                => $ffi->usher_text_read($from, $source, $options, $handle, $report));
            $this->fill($ffi, $handle);
        } finally {
            $ffi->usher_text_destroy($handle);
        }
    }

    private function fill(FFI $ffi, CData $text): void
    {
        [$normal, $masked, $language, $confidence, $illFormed]
            = Codec::read('usher_text_values', $ffi->usher_text_fields($text));
        $this->normalForm = (string) $normal;
        $this->masked = (string) $masked;
        $this->language = $language;
        $this->languageConfidence = $confidence;
        $this->illFormed = $illFormed;
        $this->words = self::list(
            $ffi->usher_text_word_count($text),
            static fn (int $i): Word => Codec::read('usher_word', $ffi->usher_text_word($text, $i), Word::class)
        );
        $this->matches = self::list(
            $ffi->usher_text_match_count($text),
            static fn (int $i): PhraseMatch => self::match($ffi, $text, $i)
        );
        $this->personalData = self::list(
            $ffi->usher_text_personal_data_count($text),
            static fn (int $i): PersonalData
                => Codec::read('usher_personal_data', $ffi->usher_text_personal_data($text, $i), PersonalData::class)
        );
        $this->leftOut = self::list(
            $ffi->usher_text_left_out_count($text),
            static fn (int $i): Span => Span::of($ffi->usher_text_left_out($text, $i)[0])
        );
    }

    private static function match(FFI $ffi, CData $text, int $index): PhraseMatch
    {
        [$phrase, $language, $where, $count] = Codec::read('usher_match', $ffi->usher_text_match($text, $index));
        return new PhraseMatch((string) $phrase, $language, $where, self::list(
            $count,
            static fn (int $i): Part
                => Codec::read('usher_part', $ffi->usher_text_match_part($text, $index, $i), Part::class)
        ));
    }

    /** @return list<mixed> */
    private static function list(int $count, callable $at): array
    {
        $made = [];
        for ($i = 0; $i < $count; ++$i) {
            $made[] = $at($i);
        }
        return $made;
    }
}
