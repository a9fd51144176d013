using System.Collections.Immutable;
using Amazon.Runtime;
using NUnit.Framework;
using ReplicaWorker.Modules.Check;
using ReplicaWorker.Modules.Check.Checks;
using static Microsoft.Extensions.Options.Options;

namespace ReplicaWorker.Tests.Check;

/// <summary>What there is to check, by configuration alone: planning calls nobody.</summary>
public sealed class CheckPlanTests
{
    [Test]
    public void Rows_stand_by_region_as_configured_then_by_service_and_ability()
    {
        var plan = Plan(Scope());

        Assert.That(plan.Select(check => check.Region).Distinct(StringComparer.Ordinal), Is.EqualTo((string[])["us-east-1", "us-west-2", "eu-west-1"]));
        Assert.That(
            plan.Where(check => check.Region == "us-west-2").Select(check => $"{check.Service} {check.Ability}"), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [Test]
    public void No_two_rows_are_the_same() =>
        Assert.That(Plan(Scope()).Select(check => (check.Region, check.Service, check.Ability)), Is.Unique);

    [Test]
    public void Every_replica_region_has_the_same_rows()
    {
        var plan = Plan(Scope());

        Assert.That(Rows("eu-west-1"), Is.EqualTo(Rows("us-west-2")));

        IEnumerable<string> Rows(string region) => plan.Where(check => check.Region == region).Select(check => $"{check.Service} {check.Ability} {check.Needs}");
    }

    [Test]
    public void Every_action_names_the_policy_that_has_it() =>
        Assert.That(Plan(Scope()).Where(check => (check.Needs.Length > 0) != (check.Policy.Length > 0)), Is.Empty);

    [Test]
    public void A_repository_that_configuration_names_has_rows_and_at_most_ten_do()
    {
        var names = Enumerable.Range(0, 30).ToImmutableSortedDictionary(i => $"Repo{i:00}", i => $"Copy{i:00}", StringComparer.Ordinal);

        var plan = Plan(Scope() with { Git = new() { Repositories = names } });

        Assert.That(
            plan.Where(check => check.Service == "git" && check.Region == "us-east-1").Select(check => check.Ability),
            Is.EqualTo(Enumerable.Range(0, 10).Select(i => $"pull Repo{i:00}")));
    }

    [Test]
    public void A_key_has_a_row_where_it_is_configured_and_only_in_regions_looked_at()
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["us-west-2"] = "alias/dr", ["ap-south-1"] = "alias/dr" };

        var plan = Plan(Scope() with { Secrets = new() { KmsKeys = keys } });

        Assert.That(
            plan.Where(check => check.Service == "kms").Select(check => (check.Region, check.Ability)),
            Is.EqualTo(((string, string)[])[("us-west-2", "find the key of Secrets__KmsKeys")]));
    }

    [TestCase("", 0)]
    [TestCase("default", 1)]
    public void The_bus_is_looked_for_when_there_is_one(string bus, int rows)
    {
        var scope = Scope();

        var plan = Plan(scope with { Replica = scope.Replica with { EventBusName = bus } });

        Assert.That(plan.Count(check => check.Service == "events"), Is.EqualTo(rows));
    }

    [Test]
    public void A_configuration_path_has_a_row()
    {
        var scope = Scope();

        var plan = Plan(scope with { Replica = scope.Replica with { ConfigurationPath = "/shop/" } });

        Assert.That(plan.Count(check => check.Policy == "iam/task-role-configuration.json"), Is.EqualTo(1));
    }

    private static CheckScope Scope() => new(
        new() { PrimaryRegion = "us-east-1", ReplicationRegions = ["us-west-2", "eu-west-1"] }, new(), new(), new(), ["us-west-2", "eu-west-1"]);

    private static ImmutableArray<CheckItem> Plan(CheckScope scope)
    {
        var credentials = new BasicAWSCredentials("id", "key");
        var clients = new CheckClients(credentials);
        var http = new HttpClient();
        return CheckPlan.Of(
            [
                new EventBusCheck(clients),
                new ParameterChecks(clients),
                new SecretChecks(clients),
                new KeyChecks(clients),
                new ConfigurationCheck(clients),
                new IdentityChecks(clients, TimeProvider.System),
                new ClockCheck(http, TimeProvider.System),
                new RepositoryChecks(clients, new(http, Create(scope.Git), credentials, TimeProvider.System), new(clients)),
                new FenceChecks(new(new(_ => throw new InvalidOperationException("planning calls nobody")), Create(scope.Replica), TimeProvider.System)),
            ],
            scope);
    }
}
