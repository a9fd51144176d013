using System.Text;
using Demo.Repositories;

namespace Demo;

/// <summary>How to reach a cloud that has been left up: a shell script to paste, or to load with <c>.</c> from a file.</summary>
internal static class EnvironmentText
{
    /// <param name="stage">What has been left up.</param>
    /// <param name="isScript">It goes into a file: the examples are then comments, so that loading it runs none.</param>
    public static string Of(Stage stage, bool isScript)
    {
        var cloud = stage.Cloud;
        var text = new StringBuilder();
        var worker = cloud.WorkerEnvironment();

        Say($"The local cloud is up. Paste this into another terminal, or write it into a file and load that:");
        Say("dotnet run --project demo -- --serve > cloud.env &     and then     . ./cloud.env");
        Say("");
        Say("For aws, git and the worker. The key opens nothing but this cloud.");
        text.AppendLine("unset AWS_PROFILE AWS_SESSION_TOKEN AWS_SECURITY_TOKEN");
        foreach (var (name, value) in cloud.DeveloperEnvironment())
        {
            Export(name, value);
        }

        Say("For git: where repositories are, as $LOCAL_CLOUD_GIT/REGION/v1/repos/NAME, and a clone to push from.");
        Export("LOCAL_CLOUD_GIT", cloud.Git.BaseAddress.AbsoluteUri.TrimEnd('/'));
        Export("LOCAL_CLOUD_WORK", stage.Developer.Work);
        Say("For the worker.");
        foreach (var (name, value) in worker.Where(pair => !pair.Key.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Export(name, value);
        }

        Export("REPLICA_WORKER", stage.Worker);

        Say("");
        Say("Create a repository (its replicas follow by themselves, a rule starts the worker):");
        Example("aws codecommit create-repository --repository-name shop");
        Say("Push to it, with git's two settings for CodeCommit (the empty helper keeps other helpers out of it):");
        Example("git -C \"$LOCAL_CLOUD_WORK\" -c credential.helper= \\\n"
            + $"  -c credential.helper='{CredentialHelper.Command(cloud.Options.PrimaryRegion)}' \\\n"
            + "  -c credential.UseHttpPath=true \\\n"
            + $"  push \"$LOCAL_CLOUD_GIT/{cloud.Options.PrimaryRegion}/v1/repos/shop\" main");
        Say("Put a parameter or a secret (their replicas follow by themselves as well):");
        Example("aws ssm put-parameter --name /shop/url --type String --value shop.example.com --overwrite");
        Say("Run the worker by hand, as a safety net would; sync is everything:");
        Example("\"$REPLICA_WORKER\" mirror shop");
        Say("");
        Say("Ctrl+C here, or SIGTERM, stops everything and leaves nothing behind.");
        return text.ToString();

        void Say(string line) => text.AppendLine(line.Length == 0 ? "#" : "# " + line);

        void Export(string name, string value) => text.AppendLine($"export {name}={Quote(value)}");

        void Example(string command) =>
            text.AppendLine(isScript ? string.Join('\n', command.Split('\n').Select(line => "#   " + line)) : command);
    }

    private static string Quote(string value) => "'" + value.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
