using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary>A verb that takes names wants names or <c>--all</c>: everything must be said, never be what is left when nothing is.</summary>
internal static class NamesOrAll
{
    /// <exception cref="UsageException">Neither or both; or an option is misspelt.</exception>
    public static (ImmutableArray<string> Names, bool All) Read(
        ParseResult line, Argument<string[]> names, Option<bool> everything, string verb, string noun)
    {
        ImmutableArray<string> distinct = [.. (line.GetValue(names) ?? []).Distinct(StringComparer.Ordinal)];
        var all = line.GetValue(everything);

        // The parser takes an option that it does not know for a name: --dryrun would make a real run.
        if (distinct.FirstOrDefault(name => name.StartsWith('-')) is { } option && line.Tokens.All(token => token.Type != TokenType.DoubleDash))
        {
            throw new UsageException($"{verb} has no option {OneLine.Of(option, longest: 60)} (a name that begins with - stands after --)");
        }

        return (distinct.IsEmpty, all) switch
        {
            (true, false) => throw new UsageException($"{verb} needs a {noun} name, or --all"),
            (false, true) => throw new UsageException($"{verb} takes {noun} names or --all, not both"),
            _ => (distinct, all),
        };
    }
}
