namespace CareIdentity.Web.Hosting;

/// <summary>What the service does by the clock begins when it has answered for a second: whoever waits for the first page does not wait for that, too.</summary>
internal sealed class WorkBegins
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WaitAsync(CancellationToken ct) => begun.Task.WaitAsync(ct);

    /// <param name="isServing">Whether anybody can come: a test's server listens nowhere.</param>
    public async Task BeginAsync(bool isServing, CancellationToken ct)
    {
        if (isServing)
        {
            await Task.Delay(First, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        begun.TrySetResult();
    }
}
