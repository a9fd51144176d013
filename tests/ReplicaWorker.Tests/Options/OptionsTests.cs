using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Options;

public sealed class OptionsTests
{
    private static readonly (string, string)[] Enough =
        [("Replica__PrimaryRegion", "us-east-1"), ("Replica__ReplicationRegions", "us-west-2")];

    [Test]
    public void Two_regions_are_enough_and_the_rest_has_its_documented_default()
    {
        var (replica, mirror, wrong) = Read(Enough);

        Assert.That(wrong, Is.Empty);
        Assert.That(replica.Project, Is.EqualTo("replica-worker"));
        Assert.That(replica.Environment, Is.EqualTo("production"));
        Assert.That(replica.RunTimeout, Is.EqualTo(TimeSpan.FromMinutes(10)));
        Assert.That(replica.SyncTimeout, Is.EqualTo(TimeSpan.FromHours(6)));
        Assert.That(mirror.Endpoint, Is.EqualTo("https://git-codecommit.{region}.{suffix}"));
        Assert.That(mirror.Include, Is.EqualTo(["*"]));
        Assert.That(mirror.IncludeRefs, Is.EqualTo(["refs/heads/*", "refs/tags/*"]));
        Assert.That(mirror.MaxDeletes, Is.EqualTo(100));
        Assert.That(mirror.Diverged, Is.EqualTo(Diverged.Keep));
        Assert.That(mirror.CreateMissing, Is.True);
        Assert.That(mirror.ReplicaOf("Docs"), Is.EqualTo("Docs"));
    }

    [Test]
    public void The_primary_region_is_the_tasks_own_unless_told()
    {
        var (replica, _, wrong) = Read([("AWS_REGION", "eu-west-1"), ("Replica__ReplicationRegions", "eu-central-1")]);

        Assert.That(wrong, Is.Empty);
        Assert.That(replica.PrimaryRegion, Is.EqualTo("eu-west-1"));
    }

    [Test]
    public void Lists_are_comma_separated_and_forgive_spaces_and_empty_items()
    {
        var (replica, mirror, wrong) = Read(
            [Enough[0], ("Replica__ReplicationRegions", " us-west-2, eu-west-1 ,,"), ("GitMirror__Exclude", "tmp-*,*-old")]);

        Assert.That(wrong, Is.Empty);
        Assert.That(replica.ReplicationRegions, Is.EqualTo(["us-west-2", "eu-west-1"]));
        Assert.That(mirror.RepositoryFilter.Includes("tmp-1"), Is.False);
    }

    [Test]
    public void A_map_in_one_variable_and_a_variable_per_key_merge_and_the_latter_wins()
    {
        var (_, mirror, wrong) = Read(
        [
            .. Enough,
            ("GitMirror__Repositories", "RepoA=RepoX, Docs = DocsCopy"),
            ("GitMirror__Repositories__RepoA", "RepoB"),
            ("GitMirror__Repositories__my__repo", "mine"),
            ("GitMirror__KmsKeys__us-west-2", "alias/dr"),
        ]);

        Assert.That(wrong, Is.Empty);
        Assert.That(mirror.Repositories, Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RepoA"] = "RepoB", ["Docs"] = "DocsCopy", ["my__repo"] = "mine",
        }));
        Assert.That(mirror.KmsKeys["us-west-2"], Is.EqualTo("alias/dr"));
        Assert.That(mirror.ReplicaOf("repoa"), Is.EqualTo("repoa"), "repository names are case-sensitive");
    }

    [Test]
    public void Repositories_that_differ_in_case_stay_apart_in_one_variable()
    {
        var (_, mirror, wrong) = Read([.. Enough, ("GitMirror__Repositories", "Shop=A,shop=B")]);

        Assert.That(wrong, Is.Empty);
        Assert.That((mirror.ReplicaOf("Shop"), mirror.ReplicaOf("shop")), Is.EqualTo(("A", "B")));
    }

    [Test]
    public void Variables_that_differ_in_case_are_a_mistake_and_not_a_guess()
    {
        var mistakes = new Mistakes();

        EnvironmentCase.Check("GitMirror", ["GitMirror__Repositories__Shop", "GitMirror__Repositories__shop", "path", "PATH"], mistakes);

        Assert.That(Found(mistakes), Has.Exactly(1).Contains("GitMirror__Repositories__Shop is set twice"));
    }

    [TestCase("Replica__ReplicationRegions", "us-east-1", "which is the primary region")]
    [TestCase("Replica__ReplicationRegions", "us-west-2,us-west-2", "names us-west-2 twice")]
    [TestCase("Replica__ReplicationRegions", "Oregon", "has Oregon, not a region")]
    [TestCase("Replica__ReplicationRegions", ",", "is missing")]
    [TestCase("Replica__PrimaryRegion", "us_east_1", "not a region")]
    [TestCase("Replica__RunTimeout", "00:00:09", "not within 00:00:10 and 1.00:00:00")]
    [TestCase("Replica__RunTimeout", "600", "not a duration such as 00:10:00")]
    [TestCase("Replica__SyncTimeout", "2.00:00:00", "not within")]
    [TestCase("Replica__Project", "a b", "is a b, not 1 to 64 letters")]
    [TestCase("Replica__ReplicationRegion", "us-west-2", "is not an option; did you mean Replica__ReplicationRegions?")]
    [TestCase("GitMirror__MaxDelets", "3", "is not an option; did you mean GitMirror__MaxDeletes?")]
    [TestCase("GitMirror__Colour", "red", "is not an option; known are")]
    [TestCase("GitMirror__MaxDeletes", "-1", "is -1, not within 0 and")]
    [TestCase("GitMirror__MaxDeletes", "many", "is many, not a whole number")]
    [TestCase("GitMirror__Diverged", "Burn", "is Burn, not one of Keep, Overwrite, Hold")]
    [TestCase("GitMirror__Diverged", "1", "is 1, not one of")]
    [TestCase("GitMirror__CreateMissing", "yes", "not true or false")]
    [TestCase("GitMirror__Endpoint", "git.example.com/{region}", "not an absolute http or https URL")]
    [TestCase("GitMirror__Endpoint", "ftp://git.example.com/{region}", "not an absolute http or https URL")]
    [TestCase("GitMirror__Endpoint", "https://git.example.com", "is the same for us-east-1 and us-west-2")]
    [TestCase("GitMirror__Endpoint", "https://{host}/{region}", "placeholder")]
    [TestCase("GitMirror__Endpoint", "https://{region}.example.com/?a=b", "query")]
    [TestCase("GitMirror__Endpoints__us-west-2", "nowhere", "not an absolute http or https URL")]
    [TestCase("GitMirror__Endpoints__eu-north-1", "https://git.example.com", "not a configured region")]
    [TestCase("GitMirror__Repositories", "RepoA", "has RepoA, not a pair NAME=VALUE")]
    [TestCase("GitMirror__Repositories", "=RepoB", "not a pair")]
    [TestCase("GitMirror__Repositories", "A=X,A=Y", "names A twice")]
    [TestCase("GitMirror__Repositories", "A=X,B=X", "gives A and B one replica, X")]
    [TestCase("GitMirror__Repositories__RepoA", "../etc", "not a repository name")]
    [TestCase("GitMirror__KmsKeys__us-west-1", "alias/dr", "not a replication region")]
    [TestCase("GitMirror__IncludeRefs", "heads/*", "matches no ref")]
    public void A_mistake_is_named_as_an_operator_writes_the_key(string key, string value, string said)
    {
        var (_, _, wrong) = Read([.. Enough.Where(pair => pair.Item1 != key), (key, value)]);

        // Of a map's entry the map is named: which entry is wrong stands in the sentence.
        var named = string.Join("__", key.Split("__")[..2]);
        Assert.That(wrong, Has.Some.Matches<string>(line => line.StartsWith(named, StringComparison.Ordinal) && line.Contains(said, StringComparison.Ordinal)));
    }

    [Test]
    public void One_failed_start_names_every_mistake()
    {
        var (_, _, wrong) = Read([("GitMirror__MaxDeletes", "x"), ("GitMirror__Diverged", "y"), ("Replica__RunTimeout", "z")]);

        Assert.That(wrong, Has.Some.StartsWith("GitMirror__MaxDeletes").And.Some.StartsWith("GitMirror__Diverged"));
        Assert.That(wrong, Has.Some.StartsWith("Replica__RunTimeout").And.Some.StartsWith("Replica__PrimaryRegion"));
        Assert.That(wrong, Has.Some.StartsWith("Replica__ReplicationRegions"));
    }

    [Test]
    public void An_endpoint_of_its_own_lets_a_region_do_without_the_pattern()
    {
        var (_, _, wrong) = Read([.. Enough, ("GitMirror__Endpoint", "http://127.0.0.1:1"), ("GitMirror__Endpoints", "us-west-2=http://127.0.0.1:2")]);

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Credentials_in_an_endpoint_are_refused_and_not_repeated()
    {
        var (_, _, wrong) = Read([.. Enough, ("GitMirror__Endpoint", "https://me:hunter2@{region}.example.com")]);

        Assert.That(wrong, Has.Exactly(1).Contains("holds credentials").And.None.Contains("hunter2"));
    }

    [Test]
    public void Empty_values_count_as_unset()
    {
        var (_, mirror, wrong) = Read([.. Enough, ("GitMirror__MaxDeletes", ""), ("GitMirror__Endpoint", " "), ("GitMirror__KmsKeys__us-west-2", "")]);

        Assert.That(wrong, Is.Empty);
        Assert.That(mirror.MaxDeletes, Is.EqualTo(100));
        Assert.That(mirror.KmsKeys, Is.Empty);
    }

    [Test]
    public void Another_partitions_regions_are_regions()
    {
        var (_, _, wrong) = Read([("Replica__PrimaryRegion", "us-gov-west-1"), ("Replica__ReplicationRegions", "us-gov-east-1,cn-north-1,us-iso-east-1")]);

        Assert.That(wrong, Is.Empty);
    }

    private static (ReplicaOptions Replica, GitMirrorOptions Mirror, IReadOnlyList<string> Wrong) Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)))
            .Build();
        var mistakes = new Mistakes();
        var replica = ReplicaOptions.Read(new(configuration.GetSection(ReplicaOptions.Section), mistakes), configuration["AWS_REGION"]);
        var mirror = GitMirrorOptions.Read(new(configuration.GetSection(GitMirrorOptions.Section), mistakes), replica);
        return (replica, mirror, Found(mistakes));
    }

    private static List<string> Found(Mistakes mistakes)
    {
        try
        {
            mistakes.ThrowIfAny();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }
}
