<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** What a desk looked like at a moment. */
final class View extends Handle
{
    /** @internal */
    public function __construct()
    {
        $ffi = Native::ffi();
        $out = $ffi->new('usher_view *');
        Native::check($ffi->usher_view_create(FFI::addr($out)));
        parent::__construct($out);
    }

    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_view_destroy($pointer);
    }

    /** The desk's time then. */
    public function time(): ?\DateTimeImmutable
    {
        return Time::fromMilliseconds(Native::ffi()->usher_view_time($this->pointer()));
    }

    /** @return list<Department> */
    public function departments(): array
    {
        return $this->all('usher_department', Department::class);
    }

    /** @return list<Agent> */
    public function agents(): array
    {
        return $this->all('usher_agent', Agent::class);
    }

    /** @return list<Conversation> */
    public function conversations(): array
    {
        return $this->all('usher_conversation', Conversation::class);
    }

    /** The whole of it for people, or as JSON (docs/schema/view.schema.json). */
    public function render(Format $format = Format::Text): string
    {
        $view = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_view_render($view, $format->value, $out));
    }

    /**
     * @template T of object
     *
     * @param class-string<T> $class
     * @return list<T>
     */
    private function all(string $struct, string $class): array
    {
        $at = \str_replace('usher_', 'usher_view_', $struct);
        $count = $at . '_count';
        $ffi = Native::ffi();
        $view = $this->pointer();
        $made = [];
        for ($i = 0, $size = $ffi->$count($view); $i < $size; ++$i) {
            $made[] = Codec::read($struct, $ffi->$at($view, $i), $class);
        }
        return $made;
    }
}
