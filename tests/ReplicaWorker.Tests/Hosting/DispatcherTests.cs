using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using ReplicaWorker.Events;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.GitMirror;

namespace ReplicaWorker.Tests.Hosting;

public sealed class DispatcherTests
{
    private static readonly EventMetadata Metadata = new(Source: "test");

    private static readonly ReplicaEvent[] OneOfEach =
    [
        new ReplicaEvent.RefChanged(Metadata, "shop", RefChangeKind.Updated, "refs/heads/main", new string('a', 40), new string('b', 40)),
        new ReplicaEvent.RepositoryChanged(Metadata, "shop", RepositoryCall.UpdateDefaultBranch),
        new ReplicaEvent.RepositoryDeleted(Metadata, "shop"),
        new ReplicaEvent.ParameterChanged(Metadata, "/a", ParameterOperation.Update),
        new ReplicaEvent.ParameterPolicyActed(Metadata, "/a", "Expiration"),
        new ReplicaEvent.ParametersCalled(Metadata, ["/a"], "PutParameter"),
        new ReplicaEvent.SecretLabelUpdated(Metadata, "s", "AWSCURRENT", "1"),
        new ReplicaEvent.SecretCalled(Metadata, "s", "PutSecretValue"),
        new ReplicaEvent.NothingToDo(Metadata, "because"),
        .. Enum.GetValues<RequestedAction>().Select(action => new ReplicaEvent.ActionRequested(Metadata, action, DryRun: false, [])),
    ];

    [Test]
    public void The_list_above_has_every_kind_of_event() =>
        Assert.That(
            OneOfEach.Select(e => e.GetType()).Distinct(),
            Is.EquivalentTo(typeof(ReplicaEvent).GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public).Where(typeof(ReplicaEvent).IsAssignableFrom)));

    [TestCaseSource(nameof(OneOfEach))]
    public void Every_event_goes_to_a_module_or_is_refused_by_the_modules_name(object e)
    {
        try
        {
            Assert.That(Dispatcher.Plan((ReplicaEvent)e).Cause, Is.SameAs(e));
        }
        catch (BadEventException refused)
        {
            Assert.That(refused.Message, Does.Match("is for the [a-z]+ module, which this version does not have$"));
        }
    }

    [Test]
    public async Task A_changed_ref_is_a_hint_for_the_mirror_of_its_repository()
    {
        var request = (await Requests(OneOfEach[0])).Single();

        Assert.That(request.Repositories, Is.EqualTo(["shop"]));
        Assert.That(request.Hint, Is.EqualTo(new RefHint("refs/heads/main", new string('a', 40), new string('b', 40))));
        Assert.That(request.IsFiltered, Is.True);
    }

    [Test]
    public async Task A_changed_repository_is_mirrored_without_a_hint() =>
        Assert.That((await Requests(OneOfEach[1])).Single(), Has.Property("Hint").Null.And.Property("All").False);

    [Test]
    public async Task A_deleted_repository_is_reported_and_no_module_is_asked()
    {
        Assert.That(await Requests(OneOfEach[2]), Is.Empty);
        Assert.That(Dispatcher.Plan(OneOfEach[2]).Note, Does.Contain("shop").And.Contain("kept"));
    }

    [Test]
    public async Task The_action_mirror_without_a_name_is_everything()
    {
        var asked = new ReplicaEvent.ActionRequested(Metadata, RequestedAction.Mirror, DryRun: false, []);

        Assert.That((await Requests(asked)).Single().All, Is.True);
        Assert.That(Dispatcher.Plan(asked).Everything, Is.True);
        Assert.That((await Requests(asked with { Names = ["shop"] })).Single(), Has.Property("All").False);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_rehearsed_sync_stays_a_rehearsal(bool dryRun)
    {
        var job = Dispatcher.Plan(new ReplicaEvent.ActionRequested(Metadata, RequestedAction.Sync, dryRun, []));

        Assert.That((job.Module, job.DryRun, job.Everything), Is.EqualTo(("sync", dryRun, true)));
    }

    private static async Task<List<MirrorRequest>> Requests(ReplicaEvent e)
    {
        var module = new FakeMirror();
        await using var services = new ServiceCollection().AddSingleton<IModule<MirrorRequest>>(module).BuildServiceProvider();
        await Dispatcher.Plan(e).RunAsync(services, CancellationToken.None);
        return module.Requests;
    }
}
