using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Git;

namespace Demo.Repositories;

/// <summary>Somebody with a clone, a git client and an access key. What they do is what is shown:</summary>
internal sealed class Developer(Cloud cloud, DirectoryInfo folder, Asked asked)
{
    private const string Notes = "demo-notes.txt";

    private readonly string _home = folder.CreateSubdirectory("home").FullName;
    private int _commits;

    /// <summary>The work tree.</summary>
    public string Work { get; } = Path.Combine(folder.FullName, "work");

    /// <summary>git without credentials, for what stays on this disk.</summary>
    public GitClient Local => new(_home);

    public async Task KnowRemotesAsync(CancellationToken stopping)
    {
        foreach (var place in Place.All)
        {
            // The URL only: without a fetch refspec git keeps no copies of the remote's refs that a rename could collide with.
            await Local.RunAsync(Work, ["config", $"remote.{place.Remote}.url", cloud.Git.UrlOf(place.Region, place.Repository).AbsoluteUri], stopping);
        }
    }

    /// <summary>Changes one line and commits it to the branch that is checked out.</summary>
    public async Task CommitAsync(string message, CancellationToken stopping)
    {
        await File.AppendAllTextAsync(Path.Combine(Work, Notes), string.Create(CultureInfo.InvariantCulture, $"{++_commits}: {message}\n"), stopping);
        await Local.RunAsync(Work, ["add", Notes], stopping);
        await Local.RunAsync(Work, ["commit", "--quiet", "-m", message], stopping);
    }

    public Task<string> GitAsync(CancellationToken stopping, params string[] arguments) => Local.RunAsync(Work, arguments, stopping);

    /// <summary>Pushes as everybody does whom the AWS documentation has shown how: git asks the AWS CLI's credential helper.</summary>
    public async Task PushWithHelperAsync(CancellationToken stopping, params string[] refspecs)
    {
        if (!AwsApi.HasCli)
        {
            await PushAsync(Place.Source, stopping, refspecs);
            return;
        }

        string[] push = ["push", Place.Source.Remote, .. refspecs];
        asked.Add("git " + string.Join(' ', push));
        await new GitClient(_home, cloud.DeveloperEnvironment())
            .RunAsync(Work, [.. CredentialHelper.Settings(Place.Source.Region), .. push], stopping);
    }

    public async Task PushAsync(Place to, CancellationToken stopping, params string[] arguments)
    {
        // Options before the remote, refspecs after it.
        string[] push = ["push", .. arguments.Where(IsOption), to.Remote, .. arguments.Where(argument => !IsOption(argument))];
        asked.Add("git " + string.Join(' ', push));
        await Signing(to).RunAsync(Work, push, stopping);
    }

    /// <summary>What the server itself says: the output of <c>git ls-remote</c>.</summary>
    public Task<GitResult> ListAsync(Place place, CancellationToken stopping) =>
        Signing(place).TryAsync(Work, ["ls-remote", place.Remote], stopping);

    /// <summary>Calls the CodeCommit API.</summary>
    public async Task CallAsync(string operation, JsonObject parameters, CancellationToken stopping)
    {
        using var api = new AwsApi(cloud);
        asked.Add(await api.CallAsync("codecommit", operation, parameters, region: null, stopping));
    }

    private static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    // Credentials travel in the environment: the arguments of a process can be read by every user of the machine.
    private GitClient Signing(Place place) => new(_home, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GIT_CONFIG_COUNT"] = "1",
        ["GIT_CONFIG_KEY_0"] = "http.extraHeader",
        ["GIT_CONFIG_VALUE_0"] = "Authorization: " + cloud.Git.Authorize(place.Region, place.Repository, cloud.Options.Developer.Id),
    });
}
