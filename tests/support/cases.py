"""Counting for the tests that are scripts: each case is told only where it fails or is skipped, and the last line
says how many there were, in the form that tests/run adds up."""
import sys


class Cases:
    def __init__(self):
        self.passed, self.failed, self.skipped = 0, 0, 0

    def check(self, name, ok, detail=''):
        """One case. `detail` (text or a list of lines) is printed where it failed."""
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print('FAILED %s' % name)
            lines = [detail] if isinstance(detail, str) else list(detail)
            for line in lines[:40]:
                if line:
                    print('    ' + line.strip('\n').replace('\n', '\n    '))
            if len(lines) > 40:
                print('    … and %d more' % (len(lines) - 40))
        return bool(ok)

    def empty(self, name, problems):
        """One case that passes when there is no problem."""
        problems = list(problems)
        return self.check(name, not problems, problems)

    def skip(self, name, reason):
        self.skipped += 1
        print('SKIPPED %s: %s' % (name, reason))

    def finish(self):
        """Prints the last line and ends the process: 1 on a failure or where nothing ran, 77 where all was skipped."""
        print('%d passed, %d failed, %d skipped' % (self.passed, self.failed, self.skipped))
        sys.stdout.flush()
        if self.failed:
            sys.exit(1)
        if not self.passed:
            sys.exit(77 if self.skipped else 1)
        sys.exit(0)
