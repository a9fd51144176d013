using Bench.Arms;
using Bench.Repositories;
using LocalCloud.Git;

namespace Bench.Measuring;

/// <summary>Runs one arm once, on servers put into the same state before every run, and proves that it did its work.</summary>
internal sealed class Trial(World world, Route route, RepositorySet repositories, Git git, string work)
{
    /// <exception cref="InvalidOperationException">The arm failed, or the replica does not equal the source afterwards.</exception>
    public async Task<Figures> RunAsync(Scenario scenario, IArm arm, CancellationToken stopping)
    {
        world.Place(World.Source, repositories[scenario.Source]);
        world.Place(World.Replica, repositories[scenario.Replica]);
        arm.Prepare(scenario, work);
        world.Server.ClearRequests();
        var calls = ApiCalls();

        var run = await arm.RunAsync(world, route, work, stopping);

        var requests = world.Server.Requests;
        await CheckAsync(scenario, arm, stopping);
        return new(
            run.Wall,
            requests.Where(r => r.Region == World.Source).Sum(r => r.ResponseBytes),
            requests.Where(r => r.Region == World.Replica).Sum(r => r.RequestBytes),
            requests.Where(r => r.Operation == GitOperation.Push).Sum(r => r.RequestBytes),
            run.PeakMemory,
            run.DiskWritten,
            requests.Count,
            ApiCalls() - calls);
    }

    private int ApiCalls() => world.Cloud.Aws.Requests.Count(call => call.Service == "codecommit");

    private async Task CheckAsync(Scenario scenario, IArm arm, CancellationToken stopping)
    {
        var source = await git.RefsAsync(world.Server.PathOf(World.Source, World.Name), stopping);
        var replica = await git.RefsAsync(world.Server.PathOf(World.Replica, World.Name), stopping);
        if (source != replica)
        {
            throw new InvalidOperationException($"{scenario.Name}: {arm.Name} ended well, but the replica is not in step");
        }
    }
}
