namespace ReplicaWorker.Matching;

/// <summary>A name pattern: <c>*</c> stands for any run of characters, also none, <c>?</c> for exactly one.</summary>
/// <remarks>
/// Ordinal, so case counts, as it does in repository and ref names. <c>*</c> and <c>?</c> match <c>/</c> too:
/// <c>refs/heads/*</c> is every branch, however deep its name. There are no character classes and no escapes.
/// A match takes at most pattern length × name length steps, whatever the pattern: no pattern can stall a run.
/// </remarks>
internal static class Glob
{
    public static bool Matches(string pattern, string name)
    {
        var (p, n) = (0, 0);
        var (lastStar, resume) = (-1, 0);

        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (lastStar, resume) = (p, n);
                p++;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (lastStar >= 0)
            {
                // Only the last star can need more: an earlier one has already found its leftmost match.
                resume++;
                (p, n) = (lastStar + 1, resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
