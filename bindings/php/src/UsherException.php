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
        $what = $status->word();
        foreach ($findings as $finding) {
            if ($finding->severity === Severity::Error) {
                $place = $finding->file ?? '';
                if ($place !== '' && $finding->line !== 0) {
                    $place .= ":{$finding->line}:{$finding->column}";
                }
                $what .= ': ' . ($place === '' ? '' : "$place: ") . $finding->message;
                break;
            }
        }
        $made = new $class($what, $number);
        $made->status = $status;
        $made->findings = $findings;
        return $made;
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
