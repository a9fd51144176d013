using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using ReplicaWorker.Events;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.ConfigMaps;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Tests.Hosting;

public sealed class FeedingJobTests
{
    private static readonly EventMetadata Metadata = new(Source: "test");

    [TestCase("shop/app", true)]
    [TestCase("arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/app-a1B2c3", true)]
    [TestCase("shop/other", false)]
    public async Task A_secrets_event_refreshes_the_ConfigMaps_that_it_feeds_and_asks_for_none_otherwise(string secret, bool isFed)
    {
        var (asked, outcome) = await RunAsync(new ReplicaEvent.SecretLabelUpdated(Metadata, secret, "AWSCURRENT", "1"));

        Assert.That(asked, isFed ? Has.Exactly(1).Property("Secret").EqualTo(secret) : Is.Empty);
        Assert.That(outcome.Total.Changed, Is.EqualTo(isFed ? 2 : 1));
    }

    [TestCase("/shop/app/url", ParameterOperation.Update, true)]
    [TestCase("/shop/app/url", ParameterOperation.LabelParameterVersion, false)]
    [TestCase("/shop/apple", ParameterOperation.Update, false)]
    public async Task So_does_a_parameters(string name, object operation, bool isFed) =>
        Assert.That((await RunAsync(new ReplicaEvent.ParameterChanged(Metadata, name, (ParameterOperation)operation))).Asked.Any(), Is.EqualTo(isFed));

    [Test]
    public async Task A_failure_of_one_does_not_stop_the_other()
    {
        var (asked, outcome) = await RunAsync(new ReplicaEvent.SecretLabelUpdated(Metadata, "shop/app", null, null), new DeniedException("no"));

        Assert.That(asked, Has.Count.EqualTo(1));
        Assert.That((outcome.Total.Changed, Meaning.Of(outcome)), Is.EqualTo((1, ExitCode.Denied)));
    }

    private static async Task<(List<ConfigMapsRequest> Asked, Outcome Outcome)> RunAsync(ReplicaEvent cause, Exception? failure = null)
    {
        var configMaps = new Remembering<ConfigMapsRequest>(null);
        ImmutableArray<ConfigMapEntry> entries =
        [
            new("a", new EntrySource.OfSecret("shop/app"), new("web", "a"), ["x"], []),
            new("b", new EntrySource.OfParameters("/shop/app"), new("web", "b"), ["x"], []),
        ];
        await using var services = new ServiceCollection()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new ConfigMapsOptions { Entries = entries }))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new ReplicaOptions { PrimaryRegion = "us-east-1", ReplicationRegions = ["us-west-2"] }))
            .AddSingleton<IModule<ConfigMapsRequest>>(configMaps)
            .AddSingleton<IModule<SecretsRequest>>(new Remembering<SecretsRequest>(failure))
            .AddSingleton<IModule<ParametersRequest>>(new Remembering<ParametersRequest>(failure))
            .BuildServiceProvider();
        var outcome = await Dispatcher.Plan(cause).RunAsync(services, CancellationToken.None);
        return (configMaps.Asked, outcome);
    }

    private sealed class Remembering<TRequest>(Exception? failure) : IModule<TRequest>
    {
        public List<TRequest> Asked { get; } = [];

        public Task<Outcome> RunAsync(TRequest request, CancellationToken stopping)
        {
            Asked.Add(request);
            return failure is null ? Task.FromResult(Outcome.Of("us-west-2", new Counts(1, 0, 0, 0))) : Task.FromException<Outcome>(failure);
        }
    }
}
