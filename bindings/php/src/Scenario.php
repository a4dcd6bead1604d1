<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** A scenario to be simulated (docs/scenarios.md). */
final class Scenario extends Handle
{
    private const INSTANTS = 10000;

    /** Runs that look into it: whoever closes it meanwhile leaves it to the last of them. */
    private int $runs = 0;
    private ?CData $closed = null;

    /**
     * With its policies and all that it names. PolicyException with all findings, IoException, LimitException.
     *
     * @param ?int $seed instead of the scenario's
     * @param int $replications instead of the scenario's; 0: those
     * @param array<string, int> $limits
     */
    public static function load(string $path, ?int $seed = null, int $replications = 0, array $limits = []): self
    {
        if (\str_contains($path, "\0")) {
            throw new \ValueError('a path has no NUL');
        }
        return self::made(
            ['seed' => $seed, 'replications' => $replications, 'limits' => $limits],
            static fn (CData $options, CData $out, CData $report): int
                => Native::ffi()->usher_scenario_load($path, $options, $out, $report)
        );
    }

    /**
     * The same from texts in memory. PolicyException with all findings, IoException when $name is none of them,
     * LimitException.
     *
     * @param string $name which of $files is the scenario
     * @param array<string, string> $files by name: the scenario, and everything that it and its policies name
     * @param ?int $seed instead of the scenario's
     * @param int $replications instead of the scenario's; 0: those
     * @param array<string, int> $limits
     */
    public static function parse(
        string $name,
        array $files,
        ?int $seed = null,
        int $replications = 0,
        array $limits = []
    ): self {
        return self::made(
            ['seed' => $seed, 'replications' => $replications, 'limits' => $limits],
            static fn (CData $options, CData $out, CData $report): int => Native::ffi()->usher_scenario_load_memory(
                Codec::string($name),
                Codec::structs('usher_source', Rows::sources($files)),
                \count($files),
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
        $given = FFI::addr(Codec::struct('usher_scenario_options', $options));
        $out = Native::ffi()->new('usher_scenario *');
        Native::reported(static fn (CData $report): int => $load($given, FFI::addr($out), $report));
        return new self($out);
    }

    protected function destroy(CData $pointer): void
    {
        $this->closed = $pointer;
        $this->leave();
    }

    public function about(): ScenarioInfo
    {
        return Codec::read(
            'usher_scenario_info',
            Native::ffi()->usher_scenario_about($this->pointer()),
            ScenarioInfo::class
        );
    }

    /**
     * Runs all of it.
     *
     * @param ?callable(float): void $progress is told how much is done, 0 to 1
     * @param ?callable(string): void $rows is given the conversations of each run as CSV
     */
    public function run(?callable $progress = null, ?callable $rows = null): void
    {
        $runs = $this->about()->runs;
        ++$this->runs;
        try {
            for ($run = 0; $run < $runs; ++$run) {
                $this->one($run, $runs, $progress, $rows);
            }
        } finally {
            --$this->runs;
            $this->leave();
        }
    }

    private function leave(): void
    {
        if ($this->runs === 0 && $this->closed !== null) {
            Native::ffi()->usher_scenario_destroy($this->closed);
            $this->closed = null;
        }
    }

    private function one(int $run, int $runs, ?callable $progress, ?callable $rows): void
    {
        $ffi = Native::ffi();
        $scenario = $this->pointer();
        $simulation = $ffi->new('usher_simulation *');
        Native::reported(static fn (CData $report): int
            => $ffi->usher_simulation_create($scenario, $run, FFI::addr($simulation), $report));
        try {
            for ($done = $ffi->new('double'); $done->cdata < 1;) {
                $this->pointer(); // what was told of it may have closed it
                Native::reported(static fn (CData $report): int
                    => $ffi->usher_simulation_advance($simulation, self::INSTANTS, FFI::addr($done), $report));
                if ($progress !== null) {
                    $progress(($run + $done->cdata) / $runs);
                }
            }
            $this->pointer();
            if ($rows !== null) {
                $rows(Native::document(static fn (CData $out): int => $ffi->usher_simulation_rows($simulation, $out)));
            }
        } finally {
            $ffi->usher_simulation_destroy($simulation);
        }
    }

    /** What all runs say together (docs/schema/simulation.schema.json). StateException before run(). */
    public function results(Format $format = Format::Text): string
    {
        $scenario = $this->pointer();
        return Native::document(static fn (CData $out): int
            => Native::ffi()->usher_scenario_results($scenario, $format->value, $out, null));
    }

    /** Whether all that the scenario expects came true. */
    public function passed(): bool
    {
        $ffi = Native::ffi();
        $scenario = $this->pointer();
        $passed = $ffi->new('int32_t');
        Native::document(static fn (CData $out): int
            => $ffi->usher_scenario_results($scenario, Format::Json->value, $out, FFI::addr($passed)));
        return $passed->cdata === 1;
    }
}
