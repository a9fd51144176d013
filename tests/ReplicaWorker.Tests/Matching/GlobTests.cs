using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Matching;

namespace ReplicaWorker.Tests.Matching;

public sealed class GlobTests
{
    // Two letters, both wildcards and a slash: small enough that patterns and names meet often.
    private static readonly Arbitrary<string> Names = Text("ab/");
    private static readonly Arbitrary<string> Patterns = Text("ab/*?");

    [TestCase("*", "", true)]
    [TestCase("*", "anything", true)]
    [TestCase("", "", true)]
    [TestCase("", "a", false)]
    [TestCase("?", "", false)]
    [TestCase("shop-*", "shop-web", true)]
    [TestCase("shop-*", "Shop-web", false)]
    [TestCase("refs/heads/*", "refs/heads/feature/deep/er", true)]
    [TestCase("refs/heads/release/?", "refs/heads/release/1", true)]
    [TestCase("refs/heads/release/?", "refs/heads/release/10", false)]
    [TestCase("*web*", "a-web", true)]
    [TestCase("a*b*c", "abcbc", true)]
    [TestCase("a.c", "abc", false)]
    public void A_glob_matches_what_it_says(string pattern, string name, bool matches) =>
        Assert.That(Glob.Matches(pattern, name), Is.EqualTo(matches));

    [Test]
    public void A_glob_agrees_with_the_definition_written_out() =>
        Prop.ForAll(Patterns, Names, (pattern, name) => Glob.Matches(pattern, name) == Defined(pattern, name))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Test]
    public void A_name_matches_itself_and_with_a_star_anywhere() =>
        Prop.ForAll(Names, name =>
                Glob.Matches(name, name)
                && Enumerable.Range(0, name.Length + 1).All(at => Glob.Matches(name.Insert(at, "*"), name)))
            .QuickCheckThrowOnFailure();

    [Test]
    [CancelAfter(5_000)]
    public void No_pattern_can_stall_a_run(CancellationToken stopping)
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 500)) + "b";

        Assert.That(Glob.Matches(pattern, new string('a', 10_000)), Is.False);
        Assert.That(stopping.IsCancellationRequested, Is.False);
    }

    [TestCase("shop", true)]
    [TestCase("shop-archive", false)]
    [TestCase("other", false)]
    public void An_excluded_name_is_not_included_whatever_includes_it(string name, bool included) =>
        Assert.That(new GlobSet(["shop*"], ["*-archive"]).Includes(name), Is.EqualTo(included));

    [Test]
    public void Nothing_is_included_by_no_pattern() => Assert.That(new GlobSet([], []).Includes("a"), Is.False);

    private static bool Defined(string pattern, string name) => (pattern, name) switch
    {
        ("", _) => name.Length == 0,
        (['*', .. var rest], _) => Enumerable.Range(0, name.Length + 1).Any(skip => Defined(rest, name[skip..])),
        (_, "") => false,
        _ => (pattern[0] == '?' || pattern[0] == name[0]) && Defined(pattern[1..], name[1..]),
    };

    private static Arbitrary<string> Text(string letters) =>
        Gen.Elements(letters.ToCharArray()).ArrayOf().Where(c => c.Length <= 12).Select(c => new string(c)).ToArbitrary();
}
