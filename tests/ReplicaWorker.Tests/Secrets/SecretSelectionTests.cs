using NUnit.Framework;
using ReplicaWorker.Modules.Secrets;
using static ReplicaWorker.Tests.Secrets.Some;

namespace ReplicaWorker.Tests.Secrets;

public sealed class SecretSelectionTests
{
    private static readonly (SecretState Secret, string Said)[] NoSources =
    [
        (Source() with { PrimaryRegion = West }, "is itself a replica of us-west-2"),
        (Source() with { OwningService = "rds" }, "is managed by rds"),
        (Source() with { DeletedDate = DateTime.UnixEpoch }, "awaits deletion since 1970-01-01"),
        (Source() with { Tags = Map(("ReplicationStatus", "monitored-by-anybody")) }, "is somebody's copy"),
    ];

    [TestCaseSource(nameof(NoSources))]
    public void What_is_nobodys_source_says_why(object pair)
    {
        var (secret, said) = ((SecretState, string))pair;

        Assert.That(new SecretSelection(new(), Primary).WhyNoSource(secret), Does.StartWith(said));
    }

    [TestCase(null)]
    [TestCase(Primary)]
    public void A_primary_is_a_source_whether_or_not_the_service_says_so(string? primaryRegion) =>
        Assert.That(new SecretSelection(new(), Primary).WhyNoSource(Source() with { PrimaryRegion = primaryRegion }), Is.Null);

    [TestCase("*", "", true)]
    [TestCase("shop/*", "", true)]
    [TestCase("*", "shop/*", false)]
    [TestCase("SHOP/*", "", false)]
    [TestCase("shop", "", false)]
    public void Names_are_chosen_by_whole_globs_and_not_by_containing_a_word(string include, string exclude, bool chosen)
    {
        var options = new SecretsOptions { Include = [include], Exclude = exclude.Length == 0 ? [] : [exclude] };

        Assert.That(new SecretSelection(options, Primary).WhyLeftOut(Source()) is null, Is.EqualTo(chosen));
    }

    [Test]
    public void All_include_tags_must_be_there_and_no_exclude_tag()
    {
        var secret = Source() with { Tags = Map(("team", "payments"), ("dr", "yes")) };

        Assert.That(Why(include: [("team", "pay*"), ("dr", "yes")]), Is.Null);
        Assert.That(Why(include: [("team", "pay*"), ("dr", "no")]), Does.Contain("Secrets__IncludeTags"));
        Assert.That(Why(include: [("stage", "*")]), Does.Contain("Secrets__IncludeTags"));
        Assert.That(Why(exclude: [("stage", "*"), ("dr", "*")]), Does.Contain("Secrets__ExcludeTags"));
        Assert.That(Why(exclude: [("dr", "no")]), Is.Null);

        string? Why((string, string)[]? include = null, (string, string)[]? exclude = null) =>
            new SecretSelection(new() { IncludeTags = Map(include ?? []), ExcludeTags = Map(exclude ?? []) }, Primary).WhyLeftOut(secret);
    }
}
