<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI\CData;

/** Something of the library's that is closed when nothing refers to it any more, or earlier by close(). */
abstract class Handle
{
    private ?CData $pointer;

    /** @internal */
    protected function __construct(CData $pointer)
    {
        $this->pointer = $pointer;
    }

    /** @internal */
    abstract protected function destroy(CData $pointer): void;

    /** Closing twice does nothing; using what is closed throws ClosedException. */
    public function close(): void
    {
        if (isset($this->pointer)) {
            $this->destroy($this->pointer);
        }
        $this->pointer = null;
    }

    public function isClosed(): bool
    {
        return !isset($this->pointer);
    }

    public function __destruct()
    {
        $this->close();
    }

    /** @internal */
    public function pointer(): CData
    {
        return $this->pointer ?? throw new ClosedException(static::class . ' is closed');
    }

    private function __clone()
    {
    }

    public function __serialize(): array
    {
        throw new \LogicException(static::class . ' cannot be serialized');
    }
}
