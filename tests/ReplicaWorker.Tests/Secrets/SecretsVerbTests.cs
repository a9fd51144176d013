using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using ReplicaWorker.Events;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.ConfigMaps;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Secrets;

/// <summary>From a command line or an event to the request that the module gets.</summary>
public sealed class SecretsVerbTests
{
    private static readonly EventMetadata Metadata = new(Source: "test");

    [TestCase("secrets", "secrets needs a secret name, or --all")]
    [TestCase("secrets shop --all", "not both")]
    [TestCase("secrets sh*p", "is not a secret's name")]
    [TestCase("secrets --dryrun", "secrets has no option --dryrun")]
    [TestCase("secrets release", "release")]
    [TestCase("secrets release --force", "--force")]
    [TestCase("secrets release a b", "b")]
    [TestCase("secrets a release b", "takes one secret")]
    [TestCase("secrets --all release b", "takes one secret")]
    [TestCase("secrets promote a --yes", "--region")]
    [TestCase("secrets resume a --yes", "--yes")]
    public void A_wrong_line_is_refused_in_one_line(string line, string said) =>
        Assert.That(() => CommandLine.Parse(line.Split(' ')), Throws.TypeOf<UsageException>().With.Message.Contains(said).And.Message.Not.Contain("\n"));

    [Test]
    public async Task Names_from_a_person_pass_the_filters_and_must_exist()
    {
        var (request, job) = await AskedAsync<SecretsRequest>("secrets shop/db shop/db shop/api");

        Assert.That(request.Names, Is.EqualTo(["shop/db", "shop/api"]));
        Assert.That((request.ByPerson, request.All, job.Everything, job.IsReplication), Is.EqualTo((true, false, false, true)));
    }

    [Test]
    public async Task All_is_everything_that_the_filters_let_through()
    {
        var (request, job) = await AskedAsync<SecretsRequest>("secrets --all");

        Assert.That((request.ByPerson, request.All, job.Everything, job.Module), Is.EqualTo((false, true, true, "secrets")));
    }

    [Test]
    public async Task What_a_person_does_in_a_failover_is_not_stopped_by_a_pause()
    {
        Assert.That(await AskedAsync<ReleaseRequest>("secrets release shop --yes"), Is.EqualTo((new ReleaseRequest("shop", true), Pausable: false)).Using<(ReleaseRequest, Job), (ReleaseRequest, bool)>(Same));
        Assert.That(await AskedAsync<ReleaseRequest>("secrets release shop"), Is.EqualTo((new ReleaseRequest("shop", false), Pausable: false)).Using<(ReleaseRequest, Job), (ReleaseRequest, bool)>(Same));
        Assert.That((await AskedAsync<PromoteRequest>("secrets promote shop --region us-west-2 --yes")).Request, Is.EqualTo(new PromoteRequest("shop", "us-west-2", true)));
        Assert.That((await AskedAsync<ResumeRequest>("secrets resume shop")).Request, Is.EqualTo(new ResumeRequest("shop")));
        Assert.That((await AskedAsync<ResumeRequest>("secrets resume -- -shop")).Request, Is.EqualTo(new ResumeRequest("-shop")));

        static bool Same((ReleaseRequest Request, Job Job) actual, (ReleaseRequest Request, bool Pausable) expected) =>
            actual.Request == expected.Request && actual.Job.IsReplication == expected.Pausable;
    }

    [Test]
    public void Only_a_replica_region_can_be_promoted() =>
        Assert.That(
            () => AskedAsync<PromoteRequest>("secrets promote shop --region us-east-1 --yes"),
            Throws.TypeOf<UsageException>().With.Message.Contains("us-east-1 is not one of the replication regions: us-west-2"));

    [Test]
    public async Task Every_event_of_a_secret_is_the_same_request_whatever_route_it_came_by()
    {
        ReplicaEvent[] routes =
        [
            new ReplicaEvent.SecretLabelUpdated(Metadata, "shop", "AWSCURRENT", "v2"),
            .. new[] { "CreateSecret", "PutSecretValue", "UpdateSecret", "RotationSucceeded", "RestoreSecret", "DeleteSecret", "TagResource" }
                .Select(call => new ReplicaEvent.SecretCalled(Metadata, "shop", call)),
            new ReplicaEvent.ActionRequested(Metadata, RequestedAction.Secrets, DryRun: false, ["shop"]),
        ];

        foreach (var cause in routes)
        {
            var job = Dispatcher.Plan(cause);
            var request = await RequestOfAsync<SecretsRequest>(job);
            Assert.That((request.Names.Single(), request.All, request.ByPerson), Is.EqualTo(("shop", false, false)), cause.ToString());
            Assert.That(job.Repeat, Is.EqualTo(["secrets", "shop"]));
        }
    }

    [Test]
    public async Task The_action_without_a_name_is_everything()
    {
        var job = Dispatcher.Plan(new ReplicaEvent.ActionRequested(Metadata, RequestedAction.Secrets, DryRun: true, []));

        Assert.That((await RequestOfAsync<SecretsRequest>(job)).All, Is.True);
        Assert.That((job.Everything, job.DryRun), Is.EqualTo((true, true)));
    }

    private static async Task<(TRequest Request, Job Job)> AskedAsync<TRequest>(string line)
        where TRequest : class
    {
        await using var services = new ServiceCollection()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new ReplicaOptions { PrimaryRegion = "us-east-1", ReplicationRegions = ["us-west-2"] }))
            .BuildServiceProvider();
        var job = await CommandLine.Parse(line.Split(' ')).Ask!(services, CancellationToken.None);
        return (await RequestOfAsync<TRequest>(job), job);
    }

    private static async Task<TRequest> RequestOfAsync<TRequest>(Job job)
        where TRequest : class
    {
        var module = new Remembering<TRequest>();
        await using var services = new ServiceCollection()
            .AddSingleton<IModule<TRequest>>(module)
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new ConfigMapsOptions()))
            .BuildServiceProvider();
        await job.RunAsync(services, CancellationToken.None);
        return module.Request!;
    }

    private sealed class Remembering<TRequest> : IModule<TRequest>
        where TRequest : class
    {
        public TRequest? Request { get; private set; }

        public Task<Outcome> RunAsync(TRequest request, CancellationToken stopping)
        {
            Request = request;
            return Task.FromResult(Outcome.Nothing);
        }
    }
}
