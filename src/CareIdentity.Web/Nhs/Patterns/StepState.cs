namespace CareIdentity.Web.Nhs;

public enum StepState
{
    ToDo,
    Now,
    Done,
    Failed,
}
