<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** A call that failed; each status has a class of its own, such as PolicyException. */
abstract class UsherException extends \RuntimeException
{
    /** @var list<Finding> */
    private array $findings = [];
    private Status $status = Status::Internal;

    /**
     * @internal
     *
     * @param list<Finding> $findings
     */
    public static function of(int $number, array $findings): self
    {
        $status = Status::tryFrom($number) ?? Status::Internal;
        $class = __NAMESPACE__ . '\\' . $status->name . 'Exception';
        $what = Abi::MEANINGS[$status->value] ?? '';
        foreach ($findings as $finding) {
            if ($finding->severity === Severity::Error) {
                $what = self::line($finding);
                break;
            }
        }
        $made = new $class($status->word() . ": $what", $number);
        $made->status = $status;
        $made->findings = $findings;
        return $made;
    }

    private static function line(Finding $finding): string
    {
        $place = $finding->file ?? '';
        if ($place !== '' && $finding->line !== 0) {
            $place .= ":{$finding->line}:{$finding->column}";
        }
        // Whoever reads YAML goes by the place, whoever built an array by the path.
        $path = $finding->line === 0 ? (string) $finding->path : '';
        return ($place === '' ? '' : "$place: ") . $finding->message . ($path === '' ? '' : " ($path)")
            . (\strlen((string) $finding->hint) === 0 ? '' : " ($finding->hint)");
    }

    public function status(): Status
    {
        return $this->status;
    }

    /**
     * Everything that was found, with places and hints.
     *
     * @return list<Finding>
     */
    public function findings(): array
    {
        return $this->findings;
    }
}
