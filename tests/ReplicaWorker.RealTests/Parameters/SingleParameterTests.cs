using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>A Parameter Store of its own, with the service's limits and refusals, and a name for each test.</summary>
public abstract class SingleParameterTests
{
    private protected ParameterStage Stage { get; private set; } = null!;

    private protected static string Name => $"/{TestContext.CurrentContext.Test.ID}/parameter";

    [OneTimeSetUp]
    public async Task Start() => Stage = await OnTheLocalCloudAsync();

    [OneTimeTearDown]
    public async Task Stop() => await Stage.DisposeAsync();

    private protected async Task CopiedAsync(Action<Amazon.SimpleSystemsManagement.Model.PutParameterRequest>? with = null)
    {
        await Stage.PutAsync(Name, "v1", with);
        var run = await Stage.CopyAsync(Name);
        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
    }

    private protected async Task RetypeAsync()
    {
        Stage.Cloud.Parameters.RecreateAfter = TimeSpan.Zero;
        await Stage.DeleteAsync(Name);
        await Stage.PutAsync(Name, "secure", put => put.Type = "SecureString");
    }
}
