namespace Demo.Repositories;

/// <summary>The settings that make git ask the AWS CLI for CodeCommit credentials.</summary>
/// <remarks>
/// <c>--ignore-host-check</c>: the helper serves only hosts named git-codecommit unless told. <c>UseHttpPath</c>: what is signed
/// includes the repository. The empty helper first: those of the user's own configuration are not asked and store nothing.
/// </remarks>
internal static class CredentialHelper
{
    public static string Command(string region) => $"!aws codecommit --region {region} credential-helper --ignore-host-check $@";

    public static IEnumerable<string> Settings(string region) =>
        ["-c", "credential.helper=", "-c", "credential.helper=" + Command(region), "-c", "credential.UseHttpPath=true"];
}
